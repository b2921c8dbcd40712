"""Moments before and after now."""

from datetime import timedelta

from django.utils import timezone


def from_now(**span):
    return timezone.now() + timedelta(**span)
