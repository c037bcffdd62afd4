"""Calls through Twilio and clouds that speak its language: turns become TwiML, webhooks become answers."""
