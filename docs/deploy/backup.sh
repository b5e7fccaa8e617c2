#!/bin/sh
# Một bản sao lưu mang ngày giờ vào BACKUP_FOLDER; xóa bản cũ hơn BACKUP_DAYS ngày khi bản mới đã đủ.
set -eu
umask 077
folder=${BACKUP_FOLDER:-/var/backups/thidua}
name="$folder/thidua-$(date +%Y%m%d-%H%M%S).tar"
[ -z "${BACKUP_RECIPIENTS:-}" ] || name="$name.age"
.venv/bin/python manage.py backup "$name"
find "$folder" -maxdepth 1 -type f -name 'thidua-*.tar*' -mtime +"${BACKUP_DAYS:-30}" -delete
