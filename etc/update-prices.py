#!/usr/bin/env python3
"""Renews etc/prices.json from the price table in LiteLLM's wheel.

    pip download --no-deps litellm          # a wheel of its newest version
    python3 etc/update-prices.py litellm-*.whl [YYYY-MM-DD]

Keeps the providers and the fields that Gangway reads, one row a line, so that a renewal shows in a diff. The date is
the day of the renewal; today by default. etc/prices.NOTICE has the licence of the data.
"""

import datetime
import json
import pathlib
import re
import sys
import zipfile

TABLE = "litellm/model_prices_and_context_window_backup.json"
PROVIDER = re.compile(
    r"(text-completion-)?openai|azure(_ai|_text)?|anthropic|gemini|vertex_ai(-.*)?|bedrock(_converse|_mantle)?"
)
TIERS = r"(_(priority|flex|batches|balanced|ultrafast))?"
ABOVE = r"(_above_\d+k?_tokens)?"
FIELD = re.compile(
    "("
    "(input|output)_cost_per(_audio|_image)?_token|output_cost_per_reasoning_token"
    "|cache_(read|creation)_input_token_cost(_above_1hr)?"
    ")" + ABOVE + TIERS + "|"
    "(input|output)_cost_per_(image|second)|input_cost_per_(character|query|audio_per_second)"
    "|output_cost_per_video_per_second|ocr_cost_per_page"
    "|search_context_cost_per_query|google_maps_grounding_cost_per_query|web_search_billing_unit"
    "|file_search_cost_per_1k_calls|code_interpreter_cost_per_session"
    "|regional_(endpoint|processing)_uplift_multiplier(_eu|_us)?|tiered_pricing|litellm_provider|mode"
)
# Rows that no request names: prices by image size and quality, by the hour, and of what is no model.
NO_MODEL = re.compile(
    r"(^|/)(low|medium|high|hd|standard|(\d+|max)-steps|(\d+|max)-x-(\d+|max)|\d+-month-commitment)/|/guardrails$"
)

def priced(row):
    kept = {name: value for name, value in row.items() if FIELD.fullmatch(name)}
    factors = {k: v for k, v in row.get("provider_specific_entry", {}).items() if isinstance(v, (int, float))}
    if factors:
        kept["provider_specific_entry"] = factors
    return kept


def line(name, row):
    return json.dumps(name) + ":" + json.dumps(row, sort_keys=True, separators=(",", ":"))


def main(wheel, date):
    with zipfile.ZipFile(wheel) as archive:
        table = json.loads(archive.read(TABLE))
    rows = {}
    for name, row in table.items():
        if PROVIDER.fullmatch(str(row.get("litellm_provider", ""))) and not NO_MODEL.search(name):
            kept = priced(row)
            if len(kept) > 2:
                rows[name] = kept
    version = pathlib.Path(wheel).name.split("-")[1]
    header = {
        "_snapshot": {
            "date": date,
            "source": "model_prices_and_context_window.json of LiteLLM " + version,
            "license": "MIT, see prices.NOTICE",
        }
    }
    lines = [line(name, row) for name, row in (header | dict(sorted(rows.items()))).items()]
    target = pathlib.Path(__file__).with_name("prices.json")
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{target}: {len(rows)} rows of LiteLLM {version}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else datetime.date.today().isoformat())
