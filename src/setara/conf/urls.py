"""Every address; they are contracts.

Public, without signing in:
    /                               front page: what this is, three ways to check
    /cari?nomor=                    certificates of all kinds that carry exactly this number
    /periksa                        POST: a PDF, a credential or the text of a QR code; nothing is kept
    /bahasa/<id|en>?ke=             remember a language, go back
    /v#<digits>                     page behind a QR code; the digits never reach the server
    /v/<slug>                       the answer about one record; .json, .vc.json and .svg (its motif) beside it
    /.well-known/did.json           public keys (`/did.json` where the base address has a path)
    /status/<purpose>-<n>.json      Bitstring Status List credential; also /status/<purpose>/<n>
    /u/<code>                       behind the code of an invitation: the event; for who receives guests, the guest
    /masuk/ /masuk/kode/ /keluar/   sign in by a code to the e-mail address, sign out
    /masuk/faktor/                  a passkey, the code of an authenticator app, or a recovery code
    /masuk/kunci-sandi/             POST: sign in by a passkey alone; GET as JSON: the question it answers
    /masuk/ulang/                   POST: forget the code that was asked for, ask anew

Office (*kantor*), by role; `kernel.access` says who:
    /kantor/                              where one arrives
    /kantor/angka/                        figures of a budget year: ?year= kind=
    /kantor/angka/ikm                     businesses served in a budget year: ?year= kind= after=
    /kantor/angka/bekukan                 POST: freeze the figures of a budget year under a name
    /kantor/angka/beku/<id>               what was frozen, beside the numbers of today
    /kantor/ikm/[<id>]                    businesses: ?q= district= after=
    /kantor/ikm/<id>/nik                  POST: the same page with the owner's NIK; the history says who read it
    /kantor/ikm/daftar.<xlsx|csv>         the businesses that the filter lets through, as a file: ?q= district=
    /kantor/pasangan/[<id>]               pairs that may be one business: ?reason= after=
    /kantor/pasangan/<id>/satukan         POST: they are one; shows what that gives, does it once confirmed
    /kantor/pasangan/<id>/bukan           POST: they are two; not asked again
    /kantor/pasangan/<id>/tanya           POST: take that back
    /kantor/penggabungan/<id>             what a merge did
    /kantor/penggabungan/<id>/batal       POST: undo a merge
    /kantor/sertifikat/[<id>]             certificates: ?q= kind= district= year= status= custody= handed= after=
    /kantor/sertifikat/daftar.<xlsx|csv>  the certificates that the filter lets through, as a file: as the list
    /kantor/posisi/                       originals to move together: ?id= …, or the filters of the list with all=1
    /kantor/posisi/pindah                 POST: move them; shows what would move, does it once confirmed
    /kantor/posisi/<id>                   what became of them; <id>/batal is POST: move them back, within a day
    /kantor/sertifikat/<id>/keputusan/<code>  POST: a decision of the body; shows what a checker will read, does it
                                          once confirmed
    /kantor/sertifikat/<id>/surat/<id>    the scan of the body's letter
    /kantor/sertifikat/<id>/posisi        POST: where the original is
    /kantor/sertifikat/<id>/asli          POST: a copy of the original
    /kantor/sertifikat/<id>/asli/<sha256> a copy that was filed
    /kantor/sertifikat/<id>/penarikan     POST: withdraw the office's sheet
    /kantor/sertifikat/<id>/perbaikan     propose a correction of the record
    /kantor/perbaikan/[<id>]              proposed corrections: ?state= after=
    /kantor/perbaikan/<id>/setuju         POST: approve one; the record is corrected, its sheet replaced
    /kantor/perbaikan/<id>/tolak          POST: reject one, with a remark
    /kantor/perbaikan/<id>/cabut          POST: withdraw one's own
    /kantor/acara/<id>/angka              its figures; /bekukan is POST: freeze them; <id>/<paper>.pdf of a frozen set
    /kantor/acara/<id>/berkas             papers of a ceremony: ?part= a district, m and the number of a desk, or stage
    /kantor/acara/<id>/berkas/<name>.pdf  one of them: ?district= desk= stage=1
    /kantor/acara/<id>/berkas/arsip       POST: file a signed record of hand-over; /<id> is its scan
    /kantor/acara/<id>/daftar-kembali     a signed list that came back: of the stage, or ?district=; POST
                                          records what is ticked
    /kantor/meja/[<id>]                   desks of a ceremony: ?q= what was scanned or typed, line=
    /kantor/meja/<id>/serahkan            POST: hand over
    /kantor/meja/<id>/pindai              the desk with camera, which works without a network; pekerja.js answers for it
    /kantor/meja/<id>/daftar.json         its envelopes without names; cari.json: what a text stands for, ?q=
    /kantor/meja/<id>/baca                POST: a grey picture, ?width=; the texts of its codes
    /kantor/meja/<id>/lapor               POST: a hand-over that the desk sealed (JWE)
    /kantor/meja/tanda-terima/<id>/batal  POST: take a hand-over back; <id>/surat is the photograph of the letter
    /kantor/sumber/<id>                   the row of a workbook behind a record
    /kantor/impor/                        files handed in on screen, the form to hand one in
    /kantor/impor/terima                  POST: hand in a workbook
    /kantor/impor/<id>                    its columns, its preview, its rows: ?outcome= after=; /kemajuan: what changes
    /kantor/impor/<id>/kolom              POST: what the columns hold; then a preview, in the worker
    /kantor/impor/<id>/jalankan           POST: import what was previewed, in the worker
    /kantor/impor/<id>/laporan            the rows with their reasons as a workbook: ?rows=waiting
    /kantor/impor/bentuk/                 forms whose columns are known; <id>/cabut is POST: forget one
    /kantor/pertanyaan/[<id>]             what workbooks left open: ?list= file=; one is answered by POST, preview first
    /kantor/jawaban/                      answers that are remembered; <id>/cabut is POST: let one hold no longer
    /kantor/penerbitan/terbaru            the part of the list of runs that changes
    /kantor/penerbitan/mulai              POST: issue what is missing for a budget year, in the worker
    /kantor/penerbitan/[<id>]             issuing runs; <id>/kemajuan is the part that changes
    /kantor/penerbitan/<id>/ulang/<row>   POST: try one failed row again
    /kantor/acara/                        ceremonies: ?after=
    /kantor/acara/baru                    plan one; posted, what it would bring; confirmed, it is made
    /kantor/acara/<id>                    one: what stands, what is next; /ubah: change what it is
    /kantor/acara/<id>/urutan             its lines: ?q= district= kind= route= state= after=
    /kantor/acara/<id>/urutkan            POST: take in what was recorded since, number anew
    /kantor/acara/<id>/tambah             POST: put one more at the end
    /kantor/acara/<id>/panggung           who goes on stage: ?number= group=; recorded by POST
    /kantor/acara/<id>/bundel             districts that take theirs along; chosen by POST
    /kantor/acara/<id>/bundel/<district>/ambil  what would go; POST: it was taken
    /kantor/acara/<id>/meja               desks and who helps there; set by POST
    /kantor/acara/<id>/tunda              hold list: ?after=
    /kantor/acara/<id>/belum              not collected: ?q= district= after=; /ingatkan is POST: reminders
    /kantor/acara/<id>/belum/daftar.<xlsx|csv>  the same as a file
    /kantor/acara/baris/<id>/ingatkan     POST: one reminder
    /kantor/acara/<id>/laporan-meja       what desks reported and waits for a decision
    /kantor/acara/laporan/<id>/putuskan   POST: decide on one
    /kantor/acara/<id>/undangan           invitations: ?q= came= after=; /buat is POST: make those that are missing
    /kantor/acara/hadir/<code>            POST: they came, or take that back
    /kantor/acara/<id>/layar              the number for the big screen; /angka is the part that changes
    /kantor/acara/<id>/tutup              POST: close it; shows what that leaves, does it once confirmed
    /kantor/riwayat                       head and check of the history
    /kantor/akun/                         own sessions and second factor
    /kantor/akun/sesi/<id>/akhiri         POST: end a session
    /kantor/akun/faktor/[<pasang|lepas>/] choose a factor that is required; set up or take away the authenticator app
    /kantor/akun/kunci-sandi/             tambah/: make a passkey; <id>/<ubah|hapus>/: rename, remove one
    /kantor/akun/cadangan/[baru/]         recovery codes
    /kantor/akun/ulang/                   the code or the passkey once more, before a change of these
    /kantor/akun/ulang/kunci-sandi/       POST: the passkey for that
    /kantor/izin                          what whoever asks may do, and why not the rest
    /kantor/orang/[<id>]                  accounts and their grants
    /kantor/orang/tambah                  POST: make an account
    /kantor/orang/<id>/izin               POST: give a grant
    /kantor/orang/<id>/kunci              POST: end the sessions and take the second factor away
    /kantor/orang/<id>/akun               POST: close or open the account
    /kantor/orang/izin/<id>/akhiri        POST: end a grant
"""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, path, re_path, register_converter
from django.views.generic import RedirectView

from setara.web import errors, passkeys
from setara.web.leadership import figures, frozen
from setara.web.officer import (
    attendance,
    businesses,
    ceremonies,
    ceremony_bundles,
    ceremony_desks,
    ceremony_figures,
    ceremony_lines,
    ceremony_page,
    ceremony_papers,
    ceremony_reports,
    ceremony_screen,
    ceremony_stage,
    certificate_acts,
    certificates,
    corrections,
    decisions,
    desk_app,
    desks,
    exports,
    home,
    import_report,
    imports,
    merges,
    not_collected,
    own_account,
    pairs,
    people,
    questions,
    runs,
    signed_list,
    transfers,
)
from setara.web.public import front, published, verification
from setara.web.security import for_staff, public
from setara.web.sign_in import begin_again


class Slug:
    """The name of a record in addresses; a mistyped one still gets an answer in words."""

    regex = "[A-Za-z0-9_-]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Id:
    """A number that a database row can have."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Sha256(Slug):
    """A digest in hexadecimal."""

    regex = "[0-9a-f]{64}"


class District(Slug):
    """The code of a district: ``35.15``."""

    regex = r"[0-9]{2}\.[0-9]{2}"


class Listed(Slug):
    """A form in which lists are taken out."""

    regex = "xlsx|csv"


register_converter(Slug, "record")
register_converter(Id, "id")
register_converter(Sha256, "sha256")
register_converter(District, "district")
register_converter(Listed, "listed")
to_own_account = for_staff(RedirectView.as_view(pattern_name="own_account"))
to_reauthenticate = for_staff(RedirectView.as_view(pattern_name="mfa_reauthenticate", query_string=True))
to_sign_in = public(RedirectView.as_view(pattern_name="account_request_login_code", query_string=True))

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("cari", front.search, name="search"),
    path("periksa", front.check, name="check"),
    re_path(r"^bahasa/(?P<code>id|en)$", front.language, name="language"),
    path("v", verification.qr_page, name="qr"),
    path("v/<record:slug>.vc.json", verification.credential, name="credential"),
    path("v/<record:slug>.json", verification.verification_json, name="verification_json"),
    path("v/<record:slug>.svg", verification.motif_picture, name="motif"),
    path("v/<record:slug>", verification.verification, name="verification"),
    path(".well-known/did.json", published.keys, name="keys"),
    path("did.json", published.keys),
    path("status/<slug:purpose>-<id:number>.json", published.status_list, name="status_list"),
    path("status/<slug:purpose>/<id:number>", published.status_list),
    path("u/<record:code>", attendance.attend, name="attend"),
    path("masuk/", account.request_login_code, name="account_request_login_code"),
    path("masuk/kode/", account.confirm_login_code, name="account_confirm_login_code"),
    path("masuk/ulang/", begin_again, name="begin_again"),
    path("masuk/sandi/", to_sign_in, name="account_login"),
    path("masuk/daftar/", to_sign_in, name="account_signup"),
    path("masuk/faktor/", passkeys.second_step, name="mfa_authenticate"),
    path("masuk/kunci-sandi/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("keluar/", account.logout, name="account_logout"),
    path("kantor/akun/", own_account.own_account, name="own_account"),
    path("kantor/akun/sesi/<id:session_id>/akhiri", own_account.end_session, name="end_session"),
    path("kantor/akun/ulang/", passkeys.once_more, name="mfa_reauthenticate"),
    path("kantor/akun/ulang/kunci-sandi/", passkeys.once_more_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("kantor/akun/ulang/sandi/", to_reauthenticate, name="account_reauthenticate"),
    path("kantor/akun/faktor/", own_account.choose_factor, name="mfa_index"),
    path("kantor/akun/kunci-sandi/", to_own_account, name="mfa_list_webauthn"),
    path("kantor/akun/kunci-sandi/tambah/", passkeys.add, name="mfa_add_webauthn"),
    path("kantor/akun/kunci-sandi/<id:pk>/ubah/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("kantor/akun/kunci-sandi/<id:pk>/hapus/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("kantor/akun/faktor/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("kantor/akun/faktor/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("kantor/akun/cadangan/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("kantor/akun/cadangan/baru/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("kantor/", home.home, name="office"),
    path("kantor/angka/", figures.figures, name="figures"),
    path("kantor/angka/ikm", figures.served, name="served"),
    path("kantor/angka/bekukan", figures.freeze_year, name="freeze_year"),
    path("kantor/angka/beku/<id:snapshot_id>", frozen.frozen, name="snapshot"),
    path("kantor/ikm/", businesses.register, name="businesses"),
    re_path(r"^kantor/ikm/daftar\.(?P<form>xlsx|csv)$", exports.export_businesses, name="export_businesses"),
    path("kantor/ikm/<id:business_id>", businesses.business, name="business"),
    path("kantor/ikm/<id:business_id>/nik", businesses.nik, name="nik"),
    path("kantor/pasangan/", pairs.pairs, name="pairs"),
    path("kantor/pasangan/<id:pair_id>", pairs.pair, name="pair"),
    path("kantor/pasangan/<id:pair_id>/satukan", pairs.unite, name="unite"),
    path("kantor/pasangan/<id:pair_id>/bukan", pairs.keep, name="keep_apart"),
    path("kantor/pasangan/<id:pair_id>/tanya", pairs.reopen, name="ask_again"),
    path("kantor/penggabungan/<id:merge_id>", merges.merge, name="merge"),
    path("kantor/penggabungan/<id:merge_id>/batal", merges.undo, name="undo_merge"),
    path("kantor/sertifikat/", certificates.register, name="certificates"),
    re_path(r"^kantor/sertifikat/daftar\.(?P<form>xlsx|csv)$", exports.export_certificates, name="export_certificates"),
    path("kantor/sertifikat/<id:certificate_id>", certificates.certificate, name="certificate"),
    path("kantor/sertifikat/<id:certificate_id>/keputusan/<code>", decisions.record, name="record"),
    path("kantor/sertifikat/<id:certificate_id>/surat/<id:decision_id>", decisions.letter, name="letter"),
    path("kantor/sertifikat/<id:certificate_id>/posisi", certificate_acts.move, name="move"),
    path("kantor/sertifikat/<id:certificate_id>/asli", certificate_acts.file, name="file"),
    path("kantor/sertifikat/<id:certificate_id>/asli/<sha256:sha256>", certificates.original, name="original"),
    path("kantor/sertifikat/<id:certificate_id>/penarikan", certificate_acts.withdraw, name="withdraw"),
    path("kantor/posisi/", transfers.pile, name="pile"),
    path("kantor/posisi/pindah", transfers.move, name="move_pile"),
    path("kantor/posisi/<id:transfer_id>", transfers.transfer, name="transfer"),
    path("kantor/posisi/<id:transfer_id>/batal", transfers.undo, name="undo_transfer"),
    path("kantor/sertifikat/<id:certificate_id>/perbaikan", corrections.propose, name="propose_correction"),
    path("kantor/perbaikan/", corrections.corrections, name="corrections"),
    path("kantor/perbaikan/<id:correction_id>", corrections.correction, name="correction"),
    path("kantor/perbaikan/<id:correction_id>/setuju", corrections.approve, name="approve_correction"),
    path("kantor/perbaikan/<id:correction_id>/tolak", corrections.reject, name="reject_correction"),
    path("kantor/perbaikan/<id:correction_id>/cabut", corrections.withdraw, name="withdraw_correction"),
    path("kantor/acara/<id:ceremony_id>/angka", ceremony_figures.ceremony_figures, name="ceremony_figures"),
    path("kantor/acara/<id:ceremony_id>/angka/bekukan", ceremony_figures.freeze_ceremony, name="freeze_ceremony"),
    path(
        "kantor/acara/<id:ceremony_id>/angka/<id:snapshot_id>/<slug:slug>.pdf",
        ceremony_figures.figures_paper,
        name="figures_paper",
    ),
    path("kantor/acara/<id:ceremony_id>/berkas", ceremony_papers.ceremony_papers, name="ceremony_papers"),
    path("kantor/acara/<id:ceremony_id>/berkas/<slug:slug>.pdf", ceremony_papers.ceremony_paper, name="ceremony_paper"),
    path("kantor/acara/<id:ceremony_id>/berkas/arsip", ceremony_papers.file_ceremony_record, name="file_record"),
    path(
        "kantor/acara/<id:ceremony_id>/berkas/arsip/<id:record_id>",
        ceremony_papers.ceremony_record,
        name="ceremony_record",
    ),
    path("kantor/acara/<id:ceremony_id>/daftar-kembali", signed_list.signed_list, name="signed_list"),
    path("kantor/meja/", desks.desk_home, name="desk_home"),
    path("kantor/meja/<id:desk_id>", desks.desk, name="desk"),
    path("kantor/meja/<id:desk_id>/serahkan", desks.hand, name="hand_over"),
    path("kantor/meja/<id:desk_id>/pindai", desk_app.desk_app, name="desk_app"),
    path("kantor/meja/<id:desk_id>/daftar.json", desk_app.desk_list, name="desk_list"),
    path("kantor/meja/<id:desk_id>/cari.json", desk_app.look, name="desk_look"),
    path("kantor/meja/<id:desk_id>/baca", desk_app.read_picture, name="read_picture"),
    path("kantor/meja/<id:desk_id>/lapor", desk_app.report, name="desk_report"),
    path("kantor/meja/pekerja.js", desk_app.worker, name="desk_worker"),
    path("kantor/meja/tanda-terima/<id:receipt_id>/batal", desks.take_back, name="take_back"),
    path("kantor/meja/tanda-terima/<id:receipt_id>/surat", desks.letter, name="proxy_letter"),
    path("kantor/sumber/<id:row_id>", businesses.source, name="source"),
    path("kantor/impor/", imports.imports, name="imports"),
    path("kantor/impor/terima", imports.receive, name="receive"),
    path("kantor/impor/<id:upload_id>", imports.upload, name="import"),
    path("kantor/impor/<id:upload_id>/kemajuan", imports.progress, name="import_progress"),
    path("kantor/impor/<id:upload_id>/kolom", imports.columns, name="columns"),
    path("kantor/impor/<id:upload_id>/jalankan", imports.start, name="import_now"),
    path("kantor/impor/<id:upload_id>/laporan", import_report.report, name="import_report"),
    path("kantor/impor/bentuk/", imports.mappings, name="mappings"),
    path("kantor/impor/bentuk/<id:mapping_id>/cabut", imports.revoke, name="revoke_mapping"),
    path("kantor/pertanyaan/", questions.questions, name="questions"),
    path("kantor/pertanyaan/<id:question_id>", questions.question, name="question"),
    path("kantor/jawaban/", questions.answers, name="answers"),
    path("kantor/jawaban/<id:answer_id>/cabut", questions.revoke, name="revoke"),
    path("kantor/penerbitan/", runs.runs, name="runs"),
    path("kantor/penerbitan/terbaru", runs.latest, name="latest_runs"),
    path("kantor/penerbitan/mulai", runs.start, name="start"),
    path("kantor/penerbitan/<id:run_id>", runs.run, name="run"),
    path("kantor/penerbitan/<id:run_id>/kemajuan", runs.progress, name="progress"),
    path("kantor/penerbitan/<id:run_id>/ulang/<id:row_id>", runs.retry, name="retry"),
    path("kantor/acara/", ceremonies.ceremonies, name="ceremonies"),
    path("kantor/acara/baru", ceremonies.plan_ceremony, name="plan_ceremony"),
    path("kantor/acara/baris/<id:line_id>/ingatkan", not_collected.remind, name="remind"),
    path("kantor/acara/laporan/<id:report_id>/putuskan", ceremony_reports.settle_report, name="settle_report"),
    path("kantor/acara/hadir/<record:code>", attendance.check_in, name="check_in"),
    path("kantor/acara/<id:ceremony_id>", ceremony_page.ceremony, name="ceremony"),
    path("kantor/acara/<id:ceremony_id>/ubah", ceremonies.change_ceremony, name="change_ceremony"),
    path("kantor/acara/<id:ceremony_id>/urutan", ceremony_lines.ceremony_lines, name="ceremony_lines"),
    path("kantor/acara/<id:ceremony_id>/urutkan", ceremony_page.order_ceremony, name="order_ceremony"),
    path("kantor/acara/<id:ceremony_id>/tambah", ceremony_page.add_late, name="add_late"),
    path("kantor/acara/<id:ceremony_id>/tutup", ceremony_page.close_ceremony, name="close_ceremony"),
    path("kantor/acara/<id:ceremony_id>/panggung", ceremony_stage.stage, name="stage"),
    path("kantor/acara/<id:ceremony_id>/bundel", ceremony_bundles.bundles, name="bundles"),
    path(
        "kantor/acara/<id:ceremony_id>/bundel/<district:district>/ambil",
        ceremony_bundles.take_bundle,
        name="take_bundle",
    ),
    path("kantor/acara/<id:ceremony_id>/meja", ceremony_desks.desks, name="desks"),
    path("kantor/acara/<id:ceremony_id>/tunda", ceremony_lines.hold_list, name="hold_list"),
    path("kantor/acara/<id:ceremony_id>/belum", not_collected.not_collected, name="not_collected"),
    path("kantor/acara/<id:ceremony_id>/belum/ingatkan", not_collected.remind_many, name="remind_many"),
    path(
        "kantor/acara/<id:ceremony_id>/belum/daftar.<listed:form>",
        not_collected.export_not_collected,
        name="export_not_collected",
    ),
    path("kantor/acara/<id:ceremony_id>/laporan-meja", ceremony_reports.desk_reports, name="desk_reports"),
    path("kantor/acara/<id:ceremony_id>/undangan", attendance.invitations, name="invitations"),
    path("kantor/acara/<id:ceremony_id>/undangan/buat", attendance.invite, name="invite"),
    path("kantor/acara/<id:ceremony_id>/layar", ceremony_screen.stage_screen, name="stage_screen"),
    path("kantor/acara/<id:ceremony_id>/layar/angka", ceremony_screen.stage_numbers, name="stage_numbers"),
    path("kantor/riwayat", home.history, name="history"),
    path("kantor/izin", people.permissions, name="permissions"),
    path("kantor/orang/", people.people, name="people"),
    path("kantor/orang/tambah", people.add, name="add_person"),
    path("kantor/orang/<id:user_id>", people.person, name="person"),
    path("kantor/orang/<id:user_id>/izin", people.grant, name="grant"),
    path("kantor/orang/<id:user_id>/kunci", people.lock_out, name="lock_out"),
    path("kantor/orang/<id:user_id>/akun", people.open_or_close, name="open_or_close"),
    path("kantor/orang/izin/<id:grant_id>/akhiri", people.end, name="end_grant"),
]

handler400 = errors.bad_request
handler500 = errors.server_error
