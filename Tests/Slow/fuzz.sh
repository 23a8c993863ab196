#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Fuzzes the parsers with libFuzzer, each for some seconds (600 unless told otherwise):
#
#     fuzz.sh [SECONDS] [expression|form|workbook|csv|json…]
#
# A crash leaves its input in the folder that is named at the end, and the script fails.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
seconds=${1:-600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(expression form workbook csv json)
folder=$(mktemp -d)
cd "$folder"

sources="$root/Sources"
flags=(-O -wmo -parse-as-library -sanitize=fuzzer -swift-version 6 -package-name assay -I "$folder"
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility)
# The libraries in C that rooms stand on, whichever they are.
for map in "$sources"/C*/module.modulemap; do flags+=(-I "$(dirname "$map")"); done

for room in Tables Forms Files; do
  find "$sources/$room" -name '*.swift' -print0 |
    xargs -0 swiftc "${flags[@]}" -emit-module -emit-object -module-name "$room" -o "$room.o"
done

for target in "${targets[@]}"; do
  # Texts to begin with, which libFuzzer changes.
  mkdir -p "seeds-$target"
  case $target in
    expression)
      grep -o '^| `[^`]*`' "$sources/Forms/Forms.docc/Expressions.md" | sed 's/^| `//; s/`$//' |
        split -l 1 - seeds-expression/ ;;
    form)
      printf 'type|name|label|relevant|choice_filter\nselect_one l|a|A||name != 1\nbegin_group|g|G\ncalculate|b|||\nend_group\n\nlist_name|name|label\nl|x|X\n\nform_id\nf' > seeds-form/1 ;;
    workbook)
      printf '\0<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_</t></is></c><c t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>' > seeds-workbook/1
      printf '\1<si><r><t>a</t></r><rPh><t>b</t></rPh></si>' > seeds-workbook/2
      printf '\2<numFmt numFmtId="164" formatCode="yyyy-mm-dd;@"/><xf numFmtId="164"/>' > seeds-workbook/3 ;;
    csv) printf 'a,"b ""c"""\r\n1,\n\n"2\n3",4\n' > seeds-csv/1 ;;
    json)
      printf '[{"_id":7,"_uuid":"u","unit_id":"V1/H1","age":"61","place":"1 2 0 0","g/needs":"water road","member":[{"member/name":"a","member/animal":[{"member/animal/born":"2016-01-02"}]}],"_attachments":[{"a":1}]}]' > seeds-json/1
      printf '{"@odata.context":"x","value":[{"__id":"uuid:1","__system":{"submissionDate":"2016-11-14T12:00:00Z","edits":0},"unit_id":"V1/H1","age":61,"place":{"type":"Point","coordinates":[102.7,25.01,1890],"properties":{"accuracy":6.2}},"g":{"needs":null},"member":[{"name":"\u674e","animal":[]}],"member@odata.navigationLink":"y"}]}' > seeds-json/2 ;;
  esac
  extra=()
  case $target in
    workbook) extra=("$root/Tests/FilesTests/Workbook/HandMadePackage.swift") ;;
    # The reader stands among the steps on a workspace; it needs none of their records.
    json)
      for file in AnswersFile AnswersFile+Open RejectColumns RepeatReader SubmissionsJSON; do
        extra+=("$sources/Workspaces/Answers/$file.swift")
      done ;;
  esac
  swiftc "${flags[@]}" -module-name Fuzz -o "fuzz-$target" "$root/Tests/Slow/Fuzz/$target.swift" \
    "${extra[@]}" Tables.o Forms.o Files.o -lexpat -lminizip -lxlsxwriter
  echo "== $target: $seconds s, inputs in $folder"
  "./fuzz-$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -print_final_stats=1 "seeds-$target" 2> "$target.log" ||
    { tail -40 "$target.log"; exit 1; }
  grep -E "^stat::number_of_executed_units|^Done" "$target.log"
done
rm -rf "$folder" /dev/shm/assay-fuzz-*
