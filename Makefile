# Meja Redaksi. `make run` opens the desk, `make test` tests it; both set up whatever is missing first.
# Windows, or without make: see "Windows and macOS" in README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
OUT := out

# Chromium refuses to start its sandbox for root; only this launch layer may switch it off, and it says so.
ifeq ($(shell id -u),0)
ROOT_ENV := QTWEBENGINE_DISABLE_SANDBOX=1
endif

.PHONY: help run demo test test-core test-window lint fmt bench installer clean

help:            ## list what can be made
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(VENV)/window.ready   ## set up and open the desk (without a display: the same day, with screenshots)
	@$(if $(ROOT_ENV),echo "Running as root: the preview's browser sandbox is off. Use an ordinary account for real work.";) \
	if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(ROOT_ENV) $(PY) -m desktop_app $(ARGS); \
	else \
	  $(ROOT_ENV) QT_QPA_PLATFORM=offscreen $(PY) -m desktop_app demo --screens $(OUT)/demo && \
	  echo && echo "No display here, so the day was walked without one. To see the window itself:" && \
	  echo "  on a desktop:        make run" && \
	  echo "  on a virtual screen: xvfb-run -a -s '-screen 0 1440x900x24' make run"; \
	fi

demo: $(VENV)/window.ready  ## walk a whole day without a screen and check every step
	$(ROOT_ENV) QT_QPA_PLATFORM=offscreen $(PY) -m desktop_app demo $(ARGS)

test: test-core test-window ## every test: first without Qt installed, then with it

test-core: $(VENV)-core/core-check.ready
	$(VENV)-core/bin/python -m pytest -q -p no:cacheprovider -n 3 --dist worksteal -m "not qt" --ignore=tests/ui --ignore=tests/bench

test-window: $(VENV)/dev.ready
	$(ROOT_ENV) QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -p no:cacheprovider -n 3 --dist worksteal -m qt

lint: $(VENV)/dev.ready     ## formatting, ruff, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: $(VENV)/dev.ready      ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.ready    ## measure beside the bare libraries, in one run
	$(ROOT_ENV) $(PY) tests/bench/run.py $(ARGS)

installer: $(VENV)/installer.ready ## build dist/meja-redaksi and start its self-test
	$(PY) -m PyInstaller --noconfirm --distpath dist --workpath build build_installer.spec
	$(ROOT_ENV) QT_QPA_PLATFORM=offscreen dist/meja-redaksi/meja-redaksi selftest

clean:           ## remove everything that was set up or built
	rm -rf $(VENV) $(VENV)-core build dist $(OUT) *.egg-info

# Set-up: one stamp per purpose, made anew when its requirements change.
$(VENV)/window.ready: requirements/core.txt requirements/window.txt
	@sh .ci/setup.sh $(PYTHON) $(VENV) window window
$(VENV)/dev.ready: requirements/core.txt requirements/window.txt requirements/check.txt requirements/dev.txt
	@sh .ci/setup.sh $(PYTHON) $(VENV) dev window
$(VENV)/installer.ready: requirements/core.txt requirements/window.txt requirements/installer.txt
	@sh .ci/setup.sh $(PYTHON) $(VENV) installer window
$(VENV)-core/core-check.ready: requirements/core.txt requirements/check.txt requirements/core-check.txt
	@sh .ci/setup.sh $(PYTHON) $(VENV)-core core-check core
