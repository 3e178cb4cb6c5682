"""Signing of PDF files and looking into signed ones, hostile ones included."""
