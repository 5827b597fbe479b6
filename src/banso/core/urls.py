"""Addresses that serve every kind of record."""

from django.urls import path

from . import bulk_pages, deleted_pages, due_pages, list_pages, making_pages, voiding_pages

urlpatterns = [
    path("<str:label>/columns/", list_pages.choose_columns, name="list-columns"),
    path("<str:label>/save/", list_pages.save_list, name="list-save"),
    path("<str:label>/saved/<int:pk>/", list_pages.change_list, name="list-change"),
    path("<str:label>/deleted/", deleted_pages.deleted_list, name="deleted-list"),
    path("<str:label>/deleted/<int:pk>/", deleted_pages.deleted_record, name="deleted-record"),
    path("<str:label>/deleted/<int:pk>/restore/", voiding_pages.restore_record, name="restore-record"),
    path("<str:label>/void/<int:pk>/", voiding_pages.void_record, name="void-record"),
    path("<str:label>/bulk/", bulk_pages.bulk_changes, name="bulk-changes"),
    path("<str:label>/bulk/<int:pk>/", bulk_pages.bulk_change, name="bulk-change"),
    path("<str:label>/make/", making_pages.make, name="make"),
    path("<str:label>/year/", due_pages.noting, name="dues-of-year"),
]
