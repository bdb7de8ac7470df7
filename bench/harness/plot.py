"""CPU per request as bars: one glance, no library."""

import statistics
from html import escape

LEFT, BAR, GAP, WIDTH = 210, 18, 7, 720
COLOURS = {"gangway": "#0b6e4f", "nginx": "#8a8f98"}


def plot(results):
    rows = []
    for result in results:
        small = result["scenarios"].get("small")
        if small:
            java = small["machine"]["java"].split("build ")[-1].split(".")[0]
            rows.append((None, f"JDK {java}", 0))
            for name, measures in small["read"].items():
                if name != "direct" and "c32.cpu_us" in measures and name in result["contenders"]:
                    label = result["contenders"][name]["label"]
                    rows.append((name, label, statistics.median(measures["c32.cpu_us"])))
    # A peer that is ten times slower would flatten all others: its bar is cut, its number is not.
    jetty = [value for name, _, value in rows if name not in (None, "portkey", "litellm")]
    most = max(jetty, default=1) * 1.25
    height = 60 + len(rows) * (BAR + GAP)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
             f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
             '<text x="12" y="24" font-size="15" font-weight="bold">CPU time of the proxy per small request, µs (less is better)</text>']
    y = 44
    for name, label, value in rows:
        if name is None:
            parts.append(f'<text x="12" y="{y + 13}" font-weight="bold">{escape(label)}</text>')
        else:
            length = min(value, most) / most * (WIDTH - LEFT - 80)
            cut = " ⫽" if value > most else ""
            parts.append(f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>'
                         f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{COLOURS.get(name, "#b9c0ca")}"/>'
                         f'<text x="{LEFT + length + 6:.1f}" y="{y + 13}">{value:.0f}{cut}</text>')
        y += BAR + GAP
    return "\n".join(parts) + "\n</svg>\n"
