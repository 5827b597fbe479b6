"""Tracks of a consultation (支援の種類), each a case of its own, linked to the one before."""
