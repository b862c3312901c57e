#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes customers.csv, houses.csv and flowers.csv beside itself.

All rows are drawn from the generators below with fixed seeds; no data of anybody else are in them.
Standard library only, so the files are the same wherever this runs.
"""
import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def chance(value):
    return 1.0 / (1.0 + math.exp(-value))


def customers(count=2000):
    """Who cancels: short contracts, recent complaints and rising bills; some cells are missing."""
    draw = random.Random(20)
    plans = {"basic": 0.5, "plus": 0.0, "family": -0.5, "business": -0.9}
    regions = ["north", "south", "east", "west"]
    payments = {"card": 0.0, "transfer": 0.2, "invoice": 0.7, "direct debit": -0.3}
    rows = []
    for number in range(count):
        plan = draw.choices(list(plans), [4, 3, 2, 1])[0]
        payment = draw.choices(list(payments), [4, 2, 1, 3])[0]
        age = min(90, max(18, round(draw.gauss(45, 15))))
        joined = date(2016, 1, 1) + timedelta(days=draw.randrange(3200))
        months = (date(2025, 1, 1) - joined).days // 30
        monthly = round({"basic": 12, "plus": 24, "family": 38, "business": 65}[plan] * draw.uniform(0.9, 1.3), 2)
        complaints = min(9, int(draw.expovariate(0.9)))
        usage = round(draw.lognormvariate(2.3, 0.6), 1)
        support = draw.choice(["none", "none", "phone", "mail"])
        paperless = draw.random() < 0.6
        risk = (-0.4 + plans[plan] + payments[payment] - 0.022 * months + 0.75 * complaints
                + 0.028 * (monthly - 20) - 0.5 * (usage > 12) + 0.6 * (age < 28)
                + (0.5 if support == "phone" and complaints > 1 else 0.0))
        churn = draw.random() < chance(1.25 * risk)
        row = [f"C{10000 + number}", age, draw.choice(regions), plan, joined.isoformat(), f"{monthly:.2f}",
               usage, complaints, payment, support, "yes" if paperless else "no", "yes" if churn else "no"]
        for place, share in ((1, 0.03), (6, 0.05), (8, 0.02)):
            if draw.random() < share:
                row[place] = ""
        rows.append(row)
    write("customers.csv", ["customer", "age", "region", "plan", "joined", "monthly_fee", "usage_gb", "complaints",
                            "payment", "support", "paperless", "churn"], rows)


def houses(count=1500):
    """Prices: area and location multiply, age and distance cost, the state of the house counts."""
    draw = random.Random(21)
    districts = {"harbour": 1.35, "old town": 1.25, "hill": 1.1, "station": 0.9, "meadow": 1.0, "works": 0.75}
    states = {"poor": 0.78, "fair": 0.93, "good": 1.0, "renovated": 1.13}
    rows = []
    for _ in range(count):
        district = draw.choice(list(districts))
        state = draw.choices(list(states), [1, 3, 5, 2])[0]
        area = round(min(320.0, max(28.0, draw.lognormvariate(4.6, 0.4))), 1)
        rooms = max(1, min(9, round(area / 28 + draw.gauss(0, 0.8))))
        built = draw.randrange(1900, 2024)
        distance = round(draw.uniform(0.1, 12.0), 2)
        garden = round(draw.expovariate(1 / 180)) if draw.random() < 0.55 else 0
        garage = draw.choice([0, 0, 1, 1, 2])
        energy = draw.choices("ABCDEFG", [1, 2, 4, 4, 3, 2, 1])[0]
        price = (2600 * area ** 0.93 * districts[district] * states[state]
                 * (1 - 0.0017 * (2024 - built)) * (1 - 0.018 * distance)
                 * (1 - 0.012 * "ABCDEFG".index(energy)) + 55 * garden + 9500 * garage)
        price *= draw.lognormvariate(0, 0.085)
        rows.append([area, rooms, built, district, distance, garden, garage,
                     energy if draw.random() > 0.06 else "", state, int(round(price, -2))])
    write("houses.csv", ["area_m2", "rooms", "built", "district", "km_to_centre", "garden_m2", "garages",
                         "energy_class", "state", "price"], rows)


def flowers(count=300):
    """Three kinds told apart by four lengths; two of them overlap."""
    draw = random.Random(22)
    kinds = {"marsh bell": ((52, 34, 16, 4), (4, 4, 2, 1)), "hill bell": ((60, 29, 44, 14), (5, 3, 4, 2)),
             "snow bell": ((65, 30, 54, 20), (6, 3, 5, 3))}
    rows = []
    for number in range(count):
        kind = list(kinds)[number % len(kinds)]
        means, widths = kinds[kind]
        size = draw.gauss(0, 0.6)
        rows.append([round(max(1.0, mean + width * (0.7 * draw.gauss(0, 1) + size)) / 10, 1)
                     for mean, width in zip(means, widths)] + [kind])
    draw.shuffle(rows)
    write("flowers.csv", ["leaf_length_cm", "leaf_width_cm", "petal_length_cm", "petal_width_cm", "species"], rows)


if __name__ == "__main__":
    customers()
    houses()
    flowers()
