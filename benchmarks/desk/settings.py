"""Banso's settings with a plain Django admin beside it. Only here: no installation has one."""

from banso.config.settings import *  # noqa: F403
from banso.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.desk.urls"
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
