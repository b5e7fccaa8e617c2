#!/bin/sh
# Khôi phục bản sao lưu mới nhất vào chỗ nháp, so từng bảng từng tệp, ghi kết quả lên trang Hệ thống, rồi xóa chỗ nháp.
set -eu
umask 077
folder=${BACKUP_FOLDER:-/var/backups/thidua}
newest=$(find "$folder" -maxdepth 1 -type f \( -name 'thidua-*.tar' -o -name 'thidua-*.tar.age' \) | sort | tail -n 1)
[ -n "$newest" ] || { echo "Chưa có bản sao lưu nào trong $folder." >&2; exit 1; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/thidua-proof-XXXXXX")
database=thidua_proof
clean() {
    case ${DATABASE_URL:-} in postgres*) dropdb --if-exists --force "$database" ;; esac
    rm -rf "$scratch"
}
trap clean EXIT
trap 'exit 1' INT TERM
set -- restore "$newest"
[ -z "${BACKUP_IDENTITY:-}" ] || set -- "$@" --identity "$BACKUP_IDENTITY"
case ${DATABASE_URL:-} in
    postgres*)
        dropdb --if-exists --force "$database"
        createdb --template=template0 --encoding=UTF8 "$database"
        set -- "$@" --into "postgres:///$database" --media "$scratch/media"
        ;;
    *) set -- "$@" --into "$scratch/place" ;;
esac
.venv/bin/python manage.py "$@"
