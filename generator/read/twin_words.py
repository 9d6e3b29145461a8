"""Standing words of machine twins: the page that lists them, and the rows below a list of references.

In: nothing.  Out: TwinWords (a Shape).  Never: fills in a word that the knowledge base lacks.
"""

from __future__ import annotations

from pydantic import Field

from generator.read.fields import Line
from generator.read.shape import Shape


class TwinWords(Shape):
    """The words of what is made for programs, each with the place where it stands."""

    exports: Line = Field(description="Title of the page that lists what there is for programs, and of links to it.")
    exports_about: Line = Field(description="First sentence of that page.")
    exports_status: Line = Field(description="What that page says of review.")
    exports_license: Line = Field(description="What that page says of licenses.")
    exports_site: Line = Field(description="Heading of the files about the whole site.")
    exports_page: Line = Field(description="Heading of the files about one page each.")
    exports_file: Line = Field(description="Column of the file.")
    exports_holds: Line = Field(description="Column of what a file holds.")
    exports_schema: Line = Field(description="Column of the schema of a file.")
    export_scenarios: Line = Field(description="Of the list of cases.")
    export_table: Line = Field(description="Of the cases as a table.")
    export_knowledge: Line = Field(description="Of the rules.")
    export_search: Line = Field(description="Of the index of search.")
    export_references: Line = Field(description="Of all references.")
    export_plans: Line = Field(description="Of guidelines as FHIR resources; labels of drugs are left out.")
    export_overview: Line = Field(description="Of the overview for language models.")
    export_scenario: Line = Field(description="Of what was worked out for one case.")
    export_page_references: Line = Field(description="Of the references of one page.")
    export_markdown: Line = Field(description="Of a page as plain Markdown.")
    export_linked: Line = Field(description="Of the data in the head of a page.")
    page_references: Line = Field(description="Before links to the references of a page as files.")
    page_plain: Line = Field(description="Link to a page as plain text.")
    page_cite: Line = Field(description="Before the citation of the page itself.")
    page_copy: Line = Field(description="Button that copies that citation.")
    rule_wins: Line = Field(description="How the lines of a decision go together, in a FHIR resource.")
    no_grades: Line = Field(description="Words with which a grade begins that is none, joined by |.")
