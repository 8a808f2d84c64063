#!/usr/bin/env python
# first
x = 1 # behind
    # indented

def f():  # header
    # body
    pass
# after
# class A: pass
y = (  # open
    # inside
    1)  # close
# last without a line end