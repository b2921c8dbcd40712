"""The desk's admin site."""
from django.contrib import admin
class Desk(admin.AdminSite):
    """x"""
