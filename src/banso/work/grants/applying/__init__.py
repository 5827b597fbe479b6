"""An application as it is filled in, looked over, sent, sent back and answered: by a guest, by staff for them, from an Excel form."""
