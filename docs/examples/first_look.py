"""A first look at a report from Python."""

import dateline

reading = dateline.read("samples/red_sea_news.txt", published="2020-10-15", outlet="Tihama Monitor")

names = {actor.id: actor.name for actor in reading.actors}
for event in reading.events[:3]:
    who = ", ".join(names[w.actor] for w in event.who)
    print(event.status, event.coding.plover, "|", who, "|", event.evidence[0].quote)

for finding in reading.findings:
    if finding.verdict == "disagrees":
        print(finding.check, finding.message)
