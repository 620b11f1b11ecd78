# SPDX-License-Identifier: MIT
# What writers write, read by judges that know nothing of stet.
exports_tests = tests/exports/csv_table.py tests/exports/feeds.py \
	tests/exports/newsmlg2.py tests/exports/ninjs.py tests/exports/nitf.py \
	tests/exports/sitemap.py
TESTS += $(exports_tests)
EXTRA_DIST += $(exports_tests) tests/exports/desk.py \
	tests/cases/exports/full.json tests/cases/exports/hostile.md tests/cases/exports/bare.md \
	tests/schemas/README.md \
	tests/schemas/ninjs/LICENSE tests/schemas/ninjs/ninjs-schema_1.5.json \
	tests/schemas/ninjs/ninjs-schema_2.1.json tests/schemas/ninjs/ninjs-schema_3.1.json \
	tests/schemas/nitf/nitf-3-6.xsd tests/schemas/nitf/nitf-3-6-ruby-include.xsd \
	tests/schemas/nitf/xml.xsd \
	tests/schemas/newsml-g2/LICENSE tests/schemas/newsml-g2/xml.xsd \
	tests/schemas/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd
