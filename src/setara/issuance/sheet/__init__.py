"""The certificate verification sheet (*Lembar Verifikasi Sertifikat*) and the run sheet, printed by Typst."""
