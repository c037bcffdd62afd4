"""Addresses of files that have no language: the theme, and what finders and security researchers ask for."""

from django.urls import path

from customer_connect.web.public import plain_files

app_name = "plain"
urlpatterns = [
    path("theme.css", plain_files.theme, name="theme"),
    path("robots.txt", plain_files.robots, name="robots"),
    path(".well-known/security.txt", plain_files.security, name="security"),
]
