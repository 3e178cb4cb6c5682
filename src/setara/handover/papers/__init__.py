"""The papers of a ceremony (*berkas acara*): plain content in, PDF out; no database but in `of_ceremony`."""
