#!/bin/sh
# Install the clients that the journeys run: npm's packages here, each Python one in an environment
# of its own, because they need other versions of what the mock needs. At once when all is there.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}

for pins in requirements/*.txt; do
  environment=.venvs/$(basename "$pins" .txt)
  if cmp -s "$pins" "$environment/installed.txt" && "$environment/bin/python" -c ''; then
    continue
  fi
  rm -rf "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$pins"
  cp "$pins" "$environment/installed.txt"
done

if ! cmp -s package-lock.json node_modules/installed.json; then
  npm ci
  cp package-lock.json node_modules/installed.json
fi
