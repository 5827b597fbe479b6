"""The addresses of turnaround's own pages."""

from .council.urls import urlpatterns as council
from .improvement.urls import urlpatterns as improvement

urlpatterns = [*council, *improvement]
