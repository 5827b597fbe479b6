"""The registers' pages; importing this declares them."""

from . import access as access
from . import register as register
