"""The written side of the demonstration: chats, notes, lists."""

import json

MAIL = "tilda.brandt@philately.example"
PHONE = "+46 70-174 06 05"
SECOND = "+33 1 99 00 12 34"
HANDLE = "@harbour_heron"
SITE = "https://swapdesk.example/lots/1952-harbour"
DESK = "desk@winter-fair.example"


def whatsapp():
    """A WhatsApp chat as its text export."""
    return f"""\
02/05/2021, 09:12 - Messages and calls are end-to-end encrypted.
02/05/2021, 09:14 - Joris: Morning all. Anyone bringing the 1952 harbour set?
02/05/2021, 09:15 - {PHONE}: Two full sets. Swap for the tram series?
02/05/2021, 09:17 - Joris: IMG-20210502-WA0004.jpg (file attached)
02/05/2021, 09:18 - {PHONE}: Lovely. The blue heron too?
02/05/2021, 09:21 - Joris: Only with a short corner,
but the colours are fresh.
02/05/2021, 09:24 - {PHONE}: Mail me your list: Tilda.Brandt@Philately.Example
02/05/2021, 09:26 - Joris: Will do. On the forum I am {HANDLE}
02/05/2021, 09:30 - {PHONE}: The lot is at {SITE}
02/05/2021, 09:31 - {PHONE}: <Media omitted>
02/05/2021, 09:40 - Joris: Table 14, Saturday, before the rush.
"""


def telegram():
    """A Telegram chat as the desktop program's JSON export."""
    def message(number, minute, author, text, **more):
        people = {"Heron": "user20011", "Tilda": "user20012",
                  "Marek": "user20013"}
        return {"id": number, "type": "message",
                "date": f"2021-05-02T18:{minute:02}:10", "from": author,
                "from_id": people[author], **more, "text": text}
    messages = [
        message(1, 2, "Heron", ["hi, ", {
            "type": "mention", "text": HANDLE}, " from the forum here"]),
        message(2, 4, "Tilda", ["write to ", {
            "type": "email", "text": MAIL}, " or call ", {
            "type": "phone", "text": "+46701740605"}]),
        message(3, 5, "Heron", "this page, photographed last night",
                photo="photos/photo_1@02-05-2021_18-05-10.jpg", width=640,
                height=480, reply_to_message_id=2),
        {"id": 4, "type": "service", "date": "2021-05-02T18:09:00",
         "actor": "Tilda", "actor_id": "user20012",
         "action": "invite_members", "members": ["Marek"]},
        message(5, 12, "Marek", "Is the red lighthouse still free? ☺"),
        message(6, 15, "Tilda", ["for the fair office: ", {
            "type": "email", "text": DESK}]),
    ]
    chat = {"name": "Harbour swaps", "type": "private_group", "id": 7203,
            "messages": messages}
    return json.dumps(chat, ensure_ascii=False, indent=1) + "\n"


def card_notes():
    """The notes file on the memory card."""
    return f"""\
fair, saturday
- table 14, ask for the tram series
- list to TILDA.BRANDT@PHILATELY.EXAMPLE
- tilda +46 (70) 174 0605
- hall office +33199001234
- lot: {SITE}
- charger, loupe, glassine bags
"""


def laptop_notes():
    """The notes file on the laptop."""
    return f"""\
Öffnungszeiten der Börse: Sa 9-16 Uhr
Fair office {SECOND}, {DESK}
Hall plan is in Downloads; van booked for 07:30.
Hinges (2 packs), black mounts 40 mm, tongs, lamp.
"""


def others():
    """Notes that share nothing: (device, path, text)."""
    recipe = "\n".join(["Plum cake", "", "500 g plums", "200 g flour",
                        "120 g butter", "3 eggs", "bake at 180 for 40 min"])
    lists = "\n".join(f"{year};{name};{count}" for year, name, count in [
        (1948, "ship 10 red", 3), (1950, "heron 25 green", 1),
        (1952, "lighthouse 40 blue", 2), (1955, "tram 5 brown", 6)])
    return [
        ("A", "Documents/shopping.txt", "milk\nbread\nstring\nbatteries\n"),
        ("A", "Documents/Plum cake.txt", recipe + "\n"),
        ("A", "Documents/bicycle.txt", "front tyre 28 x 1 3/8\nchain: 114\n"),
        ("B", "Documents/Bestand 1948-1955.csv",
         "year;name;count\n" + lists + "\n"),
        ("B", "Documents/Mietvertrag Notizen.txt",
         "Schlüssel beim Hausmeister, Keller links.\n"),
        ("B", "Documents/todo.md", "# To do\n\n- scan pages 11 to 20\n"
         "- repair the lamp\n- return library books\n"),
        ("C", "MISC/README.TXT", "Card formatted in camera 2020-11-03.\n"),
        ("C", "EXPORT/prices.csv", "lot,start,end\n14,5.00,11.50\n"
         "15,3.00,3.00\n16,8.00,20.00\n"),
    ]
