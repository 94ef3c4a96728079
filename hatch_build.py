"""Compile the word catalogues whenever a wheel or an editable install is built."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        for words in Path(self.root, "studio", "locale").glob("*/LC_MESSAGES/studio.po"):
            with words.open("rb") as source, words.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
