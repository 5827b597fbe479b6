"""The addresses of turnaround's own pages."""

from .council.urls import urlpatterns as council

urlpatterns = [*council]
