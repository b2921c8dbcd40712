"""Moments before and after now."""

from datetime import timedelta

from django.utils import timezone


def later(**span):
    return timezone.now() + timedelta(**span)
