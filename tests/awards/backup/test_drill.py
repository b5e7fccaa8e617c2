"""The drill: back up a school, restore it elsewhere, compare row by row; on the database the tests run on."""

import io
import json
import re
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from awards.models import Round
from tests.awards.backup import world
from tests.awards.backup.world import FILES, PDF, live, rows_of, tables
from thidua import guards
from thidua.backup import archive as archives
from thidua.backup import contents, restoring
from thidua.models import Attachment, BackupProof, IssuedDocument
from thidua.uploads import discard
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str, *arguments, **options) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of a command."""
    out, error = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=error, **options)
    except SystemExit as stopped:
        return stopped.code, out.getvalue(), error.getvalue()
    return 0, out.getvalue(), error.getvalue()


def manifest_of(archive: Path) -> dict:
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile("manifest.json"))


def refused(place, sql: str) -> bool:
    try:
        place.query(sql)
    except Exception as error:
        return guards.MESSAGE in str(error)
    return False


def test_the_drill(archive, place):
    code, said, complained = run("restore", archive, **place.options())
    assert (code, complained) == (0, "")
    figures = rf"Đã khôi phục và kiểm: {len(tables())} bảng, [\d.]+ hàng, {FILES} tệp \(\d+,\d KB\); khớp toàn bộ"
    assert re.match(figures, said)
    kept = [name for name in tables() if name not in ("thidua_backupproof", *contents.left_out_tables())]
    assert len(kept) > 50
    for table in kept:
        assert rows_of(place.query, table) == rows_of(live, table), table
    for attachment in Attachment.objects.all():
        assert (place.media / attachment.file.name).read_bytes() == Path(attachment.file.path).read_bytes()
    assert (live("SELECT count(*) FROM django_session"), place.query("SELECT count(*) FROM django_session")) == (
        [(1,)],
        [(0,)],
    )
    number = IssuedDocument.objects.get(kind="decision").pk
    assert refused(place, f"UPDATE thidua_issueddocument SET number = 16 WHERE id = {number}")
    assert refused(place, "DELETE FROM thidua_auditentry")
    assert refused(place, "UPDATE awards_decisionline SET ordinal = 7")
    assert place.is_usable()
    proof = BackupProof.objects.get()
    assert (proof.ok, proof.file_name, proof.files) == (True, "archive.tar", FILES)
    assert proof.rows == sum(manifest_of(archive)["tables"].values())


def test_what_is_in_it_and_what_is_not(archive):
    manifest = manifest_of(archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        content = b"".join(tar.extractfile(name).read() for name in names)
    assert names[0] == "manifest.json"
    assert len([name for name in names if name.startswith("media/attachments/")]) == FILES
    assert manifest["kind"] == connection.vendor
    assert manifest["tables"]["django_session"] == 0
    assert settings.SECRET_KEY.encode() not in content
    assert archive.stat().st_mode & 0o777 == 0o600
    assert not [path for path in archive.parent.iterdir() if ".part" in path.name]


def test_nothing_left_out_is_named_by_what_is_kept():
    """A kept row that pointed to an emptied table could not be restored."""
    left_out = set(contents.left_out_tables())
    assert "django_session" in left_out
    with connection.cursor() as cursor:
        for table in set(tables()) - left_out:
            keys = connection.introspection.get_relations(cursor, table)
            assert not {other[1] for other in keys.values()} & left_out, table


def test_no_archive_while_a_round_is_open(filled, campaign, council, tmp_path):
    round_ = world.open_round(filled, campaign, council)
    code, said, complained = run("backup", tmp_path / "no.tar")
    assert (code, said) == (2, "")
    assert complained == (
        "Lượt bỏ phiếu “LĐTT năm 2022” đang mở: hai bản sao lưu lấy trong lúc bỏ phiếu cho biết ai bỏ phiếu giữa hai "
        "lần đó. Sao lưu sau khi kiểm phiếu.\n"
    )
    assert not list(tmp_path.glob("no.tar*"))
    Round.objects.filter(pk=round_.pk).update(status=Round.Status.COUNTED)
    assert run("backup", tmp_path / "no.tar", verbosity=0) == (0, "", "")


def test_check_counts_and_copy_are_of_one_moment(filled, campaign, council, place, tmp_path, monkeypatch):
    """A round that opens and a person who comes while the archive is written are in none of them."""
    ask = contents.claims

    def meanwhile(query, tables):
        world.open_round(filled, campaign, council)
        monkeypatch.setattr(contents, "claims", ask)
        return ask(query, tables)

    monkeypatch.setattr(contents, "claims", meanwhile)
    assert run("backup", tmp_path / "a.tar", verbosity=0) == (0, "", "")
    assert Round.objects.count() == manifest_of(tmp_path / "a.tar")["tables"]["awards_round"] + 1
    assert run("restore", tmp_path / "a.tar", verbosity=0, **place.options()) == (0, "", "")
    assert place.query("SELECT count(*) FROM awards_round WHERE status = 'open'") == [(0,)]


@pytest.mark.parametrize("moment", ["before it is looked at", "before it is copied"])
def test_a_file_removed_meanwhile_is_in_neither(filled, place, tmp_path, monkeypatch, moment):
    """With its row; the archive is then of a later moment, and whole."""
    owner, name = (contents, "claims") if moment == "before it is looked at" else (archives, "write")
    real = getattr(owner, name)

    def meanwhile(*arguments):
        found = real(*arguments) if name == "claims" else None
        rows = list(found or [])
        if Attachment.objects.count() == FILES:
            discard(Attachment.objects.first())
        return rows if name == "claims" else real(*arguments)

    monkeypatch.setattr(owner, name, meanwhile)
    assert run("backup", tmp_path / "a.tar", verbosity=0) == (0, "", "")
    assert run("restore", tmp_path / "a.tar", verbosity=0, **place.options()) == (0, "", "")
    assert BackupProof.objects.get().files == FILES - 1


def test_a_missing_and_a_changed_file_are_named_and_the_rest_is_kept(filled, place, tmp_path):
    gone, changed, _ = Attachment.objects.order_by("file")
    Path(gone.file.path).unlink()
    Path(changed.file.path).write_bytes(PDF[::-1])
    sentences = [f"Thiếu tệp {gone.file.name}", f"Tệp {changed.file.name} khác nội dung đã nhận"]
    code, _, complained = run("backup", tmp_path / "a.tar")
    assert code == 3
    assert complained == "Bản sao lưu KHÔNG ĐỦ:\n" + "\n".join(sentences) + "\n"
    code, _, complained = run("restore", tmp_path / "a.tar", **place.options())
    assert code == 1
    assert complained.splitlines()[1:] == sentences
    assert (place.media / changed.file.name).read_bytes() == PDF[::-1]
    assert (BackupProof.objects.get().ok, BackupProof.objects.get().problem) == (False, "\n".join(sentences))


def test_nothing_is_written_over(archive, place):
    before = archive.read_bytes()
    code, _, complained = run("backup", archive)
    assert (code, complained) == (2, f"Đã có {archive}; không ghi đè bản sao lưu nào. Chọn tên khác.\n")
    assert archive.read_bytes() == before
    assert run("restore", archive, verbosity=0, no_record=True, **place.options())[0] == 0
    code, _, complained = run("restore", archive, **place.options())
    assert code == 1
    assert "không trống" in complained
    assert BackupProof.objects.count() == 0


def test_never_into_the_live_one(archive, tmp_path):
    where = {"into": str(settings.MEDIA_ROOT / "new")}
    if connection.vendor == "postgresql":
        where = {"into": world.url_of(connection.settings_dict["NAME"]), "media": tmp_path / "m"}
    code, _, complained = run("restore", archive, **where)
    assert code == 1
    assert complained.startswith("Không khôi phục vào")
    assert not (tmp_path / "m").exists()


def damaged(archive: Path, change) -> Path:
    """The archive with its manifest changed and sealed again."""
    path = archive.with_name("lying.tar")
    with archive.open("rb") as file:
        manifest = archives.Reader(file).manifest
    with tarfile.open(archive) as tar:
        tar.extractall(archive.parent / "taken-apart", filter="data")
    sources = {file.name: archive.parent / "taken-apart" / file.name for file in manifest.files}
    with path.open("wb") as out:
        archives.write(out, change(manifest), sources)
    return path


def changed(manifest, **fields):
    return type(manifest)(**{name: getattr(manifest, name) for name in manifest.__dataclass_fields__} | fields)


def lies(manifest):
    tables = manifest.tables | {"thidua_user": 1, "thidua_lost": 0}
    del tables["awards_box"]
    return changed(manifest, tables=tables, guards=(*manifest.guards, "guard_other"))


def test_an_archive_that_lies_is_not_proven(archive, place):
    code, said, complained = run("restore", damaged(archive, lies), **place.options())
    assert (code, said) == (1, "")
    assert re.fullmatch(
        r"Không khớp bản sao lưu: Thiếu bảng thidua_lost; Thừa bảng awards_box; "
        r"Bảng thidua_user có \d+ hàng, bản kê ghi 1; Thiếu trigger bảo vệ guard_other\.\n",
        complained,
    )
    assert not place.is_usable()
    assert not place.folder.exists()
    assert [proof.ok for proof in BackupProof.objects.all()] == [False]


def test_a_newer_program_wrote_it(archive, place):
    newer = damaged(archive, lambda m: changed(m, version="9.0", migrations=(*m.migrations, "thidua.0999_later")))
    code, _, complained = run("restore", newer, **place.options())
    assert code == 1
    assert complained == (
        "Bản sao lưu do phiên bản 9.0 ghi, mới hơn chương trình này (chưa biết thidua.0999_later). "
        "Cập nhật chương trình rồi khôi phục.\n"
    )
    assert not place.is_usable()


def test_an_older_one_is_restored_as_it_was(archive, place):
    older = damaged(archive, lambda m: changed(m, version="0.0.9", migrations=m.migrations[:-1]))
    code, said, _ = run("restore", older, **place.options())
    assert code == 0
    assert "Bản sao lưu của phiên bản 0.0.9, cũ hơn chương trình này: trước khi dùng" in said


def test_a_damaged_archive_leaves_nothing(archive, place):
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    code, _, complained = run("restore", archive, **place.options())
    assert code == 1
    assert complained.startswith("Tệp sao lưu hỏng hoặc không phải của Thi Đua: ")
    assert not place.folder.exists()
    assert not place.folder.with_name("restored.part").exists()
    assert BackupProof.objects.count() == 0
    if place.on_postgresql:
        assert place.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_a_paper_changed_behind_the_guards_is_found(filled, place, tmp_path):
    guards.lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE thidua_issueddocument SET paper = '{}' WHERE kind = 'decision'")
    guards.install()
    run("backup", tmp_path / "a.tar", verbosity=0)
    code, _, complained = run("restore", tmp_path / "a.tar", **place.options())
    assert code == 1
    assert "nội dung không khớp mã băm" in complained


def test_a_missing_guard_is_found(filled, place, tmp_path):
    on_table = " ON thidua_auditentry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER guard_thidua_auditentry_delete{on_table}")
    run("backup", tmp_path / "a.tar", verbosity=0)
    code, _, complained = run("restore", tmp_path / "a.tar", **place.options())
    guards.install()
    assert (code, complained) == (
        1,
        "Không khớp bản sao lưu: Thiếu trigger bảo vệ guard_thidua_auditentry_delete; "
        "Trigger bảo vệ của bảng thidua_auditentry không chặn.\n",
    )


def test_encrypted_by_the_setting(filled, place, settings, tmp_path):
    import pyrage  # noqa: PLC0415

    identity = pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENTS = [str(identity.to_public())]
    key, path = tmp_path / "key.txt", tmp_path / "a.age"
    key.write_text(str(identity), encoding="ascii")
    assert run("backup", path, verbosity=0) == (0, "", "")
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert run("restore", path, **place.options())[2] == "Bản sao lưu đã mã hóa: thêm --identity TỆP-KHÓA.\n"
    assert run("restore", path, verbosity=0, identity=key, **place.options()) == (0, "", "")
    assert BackupProof.objects.get().ok


@pytest.mark.postgres
@pytest.mark.usefixtures("on_postgresql")
def test_the_program_does_not_start_on_half_a_database(place):
    place.query("CREATE TABLE thidua_restoring (since timestamptz)")
    from thidua.backup import proving  # noqa: PLC0415

    with proving.connected(connection.settings_dict | {"NAME": place.name}):
        assert restoring.half_restored(connections[proving.ALIAS])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE thidua_restoring (since timestamptz)")
    try:
        with pytest.raises(ImproperlyConfigured, match="bị ngắt giữa chừng"):
            restoring.refuse_to_start_half_restored()
    finally:
        with closing(connection.cursor()) as cursor:
            cursor.execute("DROP TABLE thidua_restoring")
    restoring.refuse_to_start_half_restored()


@pytest.mark.postgres
@pytest.mark.usefixtures("on_postgresql")
def test_a_program_that_is_missing_or_too_old_is_named(filled, tmp_path, monkeypatch):
    from thidua.backup import postgres  # noqa: PLC0415

    with pytest.raises(Refused, match=r"pg_dump \d+ cũ hơn máy chủ PostgreSQL 99\. Hãy gõ: .*postgresql-client-99"):
        postgres.program_for("pg_dump", 99)
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    monkeypatch.setattr(postgres.Path, "exists", lambda self: False)
    with pytest.raises(Refused, match=r"Máy này chưa có pg_dump\. Hãy gõ: "):
        postgres.program_for("pg_dump", 15)


def test_a_proof_never_changes(archive, place):
    run("restore", archive, verbosity=0, **place.options())
    for act in (BackupProof.objects.all().delete, lambda: BackupProof.objects.update(ok=False)):
        with pytest.raises(DatabaseError, match=guards.MESSAGE):
            act()
