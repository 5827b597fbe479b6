"""Excel files made here: what is written into a cell stays what it is."""

from typing import IO, Any

HEAD = {"bold": True, "bg_color": "#E8EDF5", "border": 1}  # how headings look in every file of ours
# A text is never a formula, a number or a link, whoever typed it; nothing of it is left in the folder for temporary files.
AS_WRITTEN = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def new_book(file: IO[bytes], **options: Any) -> Any:
    """A new workbook that is written into a file once it is closed."""
    import xlsxwriter  # seldom needed

    return xlsxwriter.Workbook(file, AS_WRITTEN | options)
