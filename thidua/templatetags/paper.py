"""What the template of printed papers needs."""

from django import template

from thidua import pdf

register = template.Library()
register.filter("drawn", pdf.drawn)
