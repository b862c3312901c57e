# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints test scores of scikit-learn's SVC and SVR that tst_svm.cpp compares with.

Usage: python kernel_machines.py DATA_FOLDER   (scikit-learn 1.9). Rows are split as in the test: every
fourth row is a test row; numbers are standardised on the training rows; C = 3, gamma = "scale".
"""
import sys

import numpy as np
import pandas as pd
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

for name, target, task in (("ionosphere", "Class", "class"), ("sonar", "Class", "class"),
                           ("sk_wine", "target", "class"), ("kin8nm", "y", "number")):
    table = pd.read_csv(f"{sys.argv[1]}/{name}/{name}.csv").iloc[:2000]
    target = target if target in table.columns else table.columns[-1]
    y = table.pop(target)
    x = table.to_numpy(float)
    test = np.arange(len(x)) % 4 == 3
    machine = SVC(C=3) if task == "class" else SVR(C=3)
    model = make_pipeline(StandardScaler(), machine).fit(x[~test], y[~test])
    print(name, target, round(model.score(x[test], y[test]), 4))
