"""What a PDF shows, page by page, and what is wrong with it."""

import re
import subprocess
from html import unescape

# The margins of the style sheet, in millimetres, and points a millimetre.
LEFT, RIGHT, PAGE_WIDTH = 28, 26, 210
POINT = 72 / 25.4
# Marks at the edge of a line: the empty half of their square, in points, lies outside.
OPENING, CLOSING, HANGING = "“‘（《〈【「", "”’）》〉】」，。、；：！？", 10
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def squeeze(text):
    """The text without white space, which a PDF puts where its lines end."""
    return "".join(text.split())


def pieces(labels):
    """The figures and words of labels; a PDF may keep them apart, as they are set in different fonts."""
    return {piece for label in labels for piece in re.findall(r"[\d.,]+|[^\d.,\s]+", label)}


class Paper:
    """A printed page of the site: `pages` holds, for each sheet, its words with their boxes in points."""

    def __init__(self, page, path):
        page.pdf(path=path, prefer_css_page_size=True)
        command = ["pdftotext", "-bbox", str(path), "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        self.pages = [
            [(*map(float, word[:4]), unescape(word[4])) for word in WORD.findall(sheet)]
            for sheet in text.split("<page ")[1:]
        ]

    def texts(self):
        """Each sheet's text without white space."""
        return [squeeze("".join(word[4] for word in sheet)) for sheet in self.pages]

    def unnumbered(self, pattern="第{page}页，共{pages}页"):
        """Sheets without their number and the number of all."""
        texts = self.texts()
        wanted = [pattern.format(page=page, pages=len(texts)) for page in range(1, len(texts) + 1)]
        return [number for number, text in zip(wanted, texts) if number not in text]

    def without_head(self, row, *head):
        """Sheets that hold rows, by a pattern of their names, but not the head of the table above them."""
        faults, seen = [], 0
        for number, sheet in enumerate(self.pages, 1):
            rows = [word[1] for word in sheet if re.fullmatch(row, word[4])]
            seen += len(rows)
            for text in head if rows else ():
                if not any(word[4].startswith(text) and word[1] < min(rows) for word in sheet):
                    faults.append(f"page {number} has rows but no “{text}” above them")
        return faults if seen else [f"no row begins with {row}"]

    def torn(self, figures):
        """Figures, as (caption, labels in the picture), that stand on no sheet as a whole."""
        texts = self.texts()
        return [
            caption
            for caption, labels in figures
            if not any(squeeze(caption) in text and all(piece in text for piece in pieces(labels)) for text in texts)
        ]

    def cut(self):
        """Words that reach into the margins at the sides, where paper shows nothing."""
        left, right = LEFT * POINT - 1, (PAGE_WIDTH - RIGHT) * POINT + 1
        return [
            f"page {number}: {text}"
            for number, sheet in enumerate(self.pages, 1)
            for x, _, end, _, text in sheet
            if x < left - HANGING * (text[0] in OPENING) or end > right + HANGING * (text[-1] in CLOSING)
        ]
