"""Addresses of messages behind the staff's door."""

from django.urls import path

from customer_connect.staff.conversations import absences, answers, conversations, files, inbox, saved_replies

app_name = "conversations"
urlpatterns = [
    path("messages", inbox.inbox, name="inbox"),
    path("messages/search", inbox.search, name="search"),
    path("messages/<int:conversation_id>", conversations.conversation, name="conversation"),
    path("messages/<int:conversation_id>/claim", conversations.claim_it, name="claim"),
    path("messages/<int:conversation_id>/release", conversations.release_it, name="release"),
    path("messages/<int:conversation_id>/assign", conversations.assign_it, name="assign"),
    path("messages/<int:conversation_id>/answer", answers.send, name="answer"),
    path("messages/<int:conversation_id>/close", answers.close, name="close"),
    path("messages/<int:conversation_id>/draft", answers.draft, name="draft"),
    path("messages/<int:conversation_id>/insert", answers.insert, name="insert"),
    path("messages/files/<int:attachment_id>", files.file, name="file"),
    path("messages/saved-replies", saved_replies.replies, name="replies"),
    path("messages/saved-replies/new", saved_replies.new, name="new_reply"),
    path("messages/saved-replies/<int:reply_id>", saved_replies.change, name="change_reply"),
    path("messages/saved-replies/<int:reply_id>/delete", saved_replies.delete, name="delete_reply"),
    path("messages/away", absences.away, name="away"),
    path("messages/hand-over", absences.hand_over_all, name="hand_over"),
]
