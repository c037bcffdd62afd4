"""What somebody has to see to: letters and emails that came back."""
