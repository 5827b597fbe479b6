# make help lists what there is.
PYTHON ?= python3
VENV := .venv
BANSO := bin/banso
export PYTHONPATH := src
export PYTHONDONTWRITEBYTECODE := # some hundred commands start in the tests: each would compile all modules again
.DEFAULT_GOAL := help
.PHONY: help run setup test check bench pictures clean

help: ## この一覧を表示する
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: setup ## 見本のセンターを用意し、事業報告書と突合を表示して、画面を開く
	$(BANSO) demo --if-empty
	$(BANSO) report 2023
	$(BANSO) tieout catalogue/aomori/published/figures-fy2023.csv
	$(BANSO) tieout catalogue/aomori/published/governance-fy2023.csv
	$(BANSO) serve $(SERVE)

setup: $(VENV)/ready ## 必要なものを入れる

$(VENV)/ready: requirements.txt
	test -x $(VENV)/bin/pip || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); bin/install-debian python3-venv && $(PYTHON) -m venv $(VENV); }
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	ln -sf ../../bin/banso $(VENV)/bin/banso
	touch $@

$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

test: $(VENV)/ready-dev ## すべての検査と試験を行う
	bin/install-debian chromium
	$(MAKE) --no-print-directory check
	$(VENV)/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/ready-dev ## 書式・型・依存の向き・移行ファイルを検査する
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy src
	$(VENV)/bin/python -m django makemigrations --check --dry-run --settings banso.config.settings

bench: $(VENV)/ready-dev ## 速さを測る
	$(VENV)/bin/python -m benchmarks $(SIZES)
	$(VENV)/bin/python -m benchmarks.cases_speed
	$(VENV)/bin/python -m benchmarks.round_speed $(APPLICATIONS)
	$(VENV)/bin/python -m benchmarks.last_minutes $(SENDERS)
	$(VENV)/bin/python -m benchmarks.timetable_speed $(INSTANCES)

pictures: $(VENV)/ready-dev ## 手引きの画面の絵を撮り直す
	BANSO_WRITE_PICTURES=1 $(VENV)/bin/pytest tests/test_the_handbook.py -k pictures

clean: ## 作ったものを消す(データフォルダは残す)
	rm -rf $(VENV) var
