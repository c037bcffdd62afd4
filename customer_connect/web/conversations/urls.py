"""Addresses of Messages."""

from django.urls import path

from customer_connect.web.conversations import files, reading, writing

app_name = "conversations"
urlpatterns = [
    path("messages", reading.conversations, name="conversations"),
    path("messages/new", writing.new_message, name="new_message"),
    path("messages/<int:number>", reading.conversation, name="conversation"),
    path("messages/files/<int:number>", files.file, name="file"),
]
