# SPDX-License-Identifier: GPL-3.0-or-later
"""Accuracy of scikit-learn's MLPClassifier with tuned learning rate and batch size.

usage: mlp_worked_case.py TRAIN.csv TEST.csv TARGET
Prints one number. Settings are chosen by 5-fold cross-validation on the training rows.
"""
import csv
import sys
import warnings

import numpy as np
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")


def load(path, target):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != target]
    return np.array([[float(row[name]) for name in names] for row in rows]), np.array([row[target] for row in rows])


train_path, test_path, target = sys.argv[1:4]
x, y = load(train_path, target)
test_x, test_y = load(test_path, target)
search = GridSearchCV(
    make_pipeline(StandardScaler(), MLPClassifier(max_iter=200, early_stopping=True, random_state=0)),
    {"mlpclassifier__learning_rate_init": [1e-3, 3e-3, 1e-2, 3e-2], "mlpclassifier__batch_size": [32, 128]},
    cv=5, scoring="accuracy")
search.fit(x, y)
print(search.score(test_x, test_y))
