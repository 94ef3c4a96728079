PY := .venv/bin
PO := studio/locale/zh_CN/LC_MESSAGES/studio.po
MO := $(PO:.po=.mo)
SERVE ?= 1

.PHONY: demo test check bench words pins schema

demo: .venv/ready $(MO)
	$(PY)/studio demo --out out/demo $(if $(filter 0,$(SERVE)),--no-serve)

test: .venv/ready $(MO)
	$(PY)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder --durations=30

check: .venv/ready $(MO)
	$(PY)/ruff format --check .
	$(PY)/ruff check .
	$(PY)/lint-imports --no-logo
	$(PY)/ty check
	$(PY)/pytest -q tests/unit

bench: .venv/ready $(MO)
	$(PY)/pytest -m bench -s --timeout 3600 tests/bench

$(MO): $(PO) .venv/ready
	$(PY)/pybabel -q compile -D studio -d studio/locale

words: .venv/ready
	$(PY)/pybabel -q extract -k mark -k _ -F babel.cfg --no-location --omit-header -o .words.pot .
	$(PY)/pybabel -q update -D studio -d studio/locale -i .words.pot --no-fuzzy-matching --ignore-obsolete --no-wrap
	rm .words.pot

schema: .venv/ready
	for name in product spot brand host campaign session; do $(PY)/studio schema $$name --out docs/reference/$$name.schema.json; done

.venv/ready: pyproject.toml $(wildcard constraints/*.txt)
	python3 -m venv .venv
	$(PY)/python -m pip install -q --disable-pip-version-check --require-hashes -r constraints/uv.txt
	$(PY)/uv pip install -q -p .venv -e '.[dev]' -c constraints/dev.txt -b constraints/build.txt
	touch $@

pins: .venv/ready
	$(PY)/uv pip compile -q --no-header pyproject.toml --extra dev --universal --generate-hashes -o constraints/dev.txt
	$(PY)/uv pip compile -q --no-header pyproject.toml --extra team --universal --generate-hashes -o constraints/team.txt
	$(PY)/uv pip compile -q --no-header pyproject.toml --extra whisper --universal --generate-hashes --override constraints/without-gpu.in --no-emit-package torch --no-emit-package triton -o constraints/whisper.txt
	$(PY)/uv pip compile -q --no-header constraints/build.in --universal --generate-hashes -o constraints/build.txt
	$(PY)/uv pip compile -q --no-header constraints/uv.in --universal --generate-hashes -o constraints/uv.txt
