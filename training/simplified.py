#!/usr/bin/env python3
"""Writes copydesk-archive's table of Chinese characters that search takes for one.

usage: training/simplified.py TSCharacters.txt > crates/copydesk-archive/src/simplified.txt

TSCharacters.txt is OpenCC's (Apache-2.0, © 2010-2026 Carbo Kuo and contributors), as in the crate hanconv 0.5.1.
A line holds a simplified character and the traditional ones that are written so. A traditional character with
several simplified forms goes to the first; one whose first form is itself stays as it is.
"""
import sys
from collections import defaultdict

forms = {}
for line in open(sys.argv[1], encoding="utf-8"):
    if line.strip() and not line.startswith("#"):
        traditional, values = line.rstrip("\n").split("\t")
        if (first := values.split()[0]) != traditional:
            forms[traditional] = first
groups = defaultdict(list)
for traditional, simplified in forms.items():
    groups[forms.get(simplified, simplified)].append(traditional)
for simplified in sorted(groups):
    print(simplified + "".join(sorted(groups[simplified])))
