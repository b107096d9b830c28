"""Het skillspaspoort: what somebody chooses to take along or show, as a page, a PDF, a signed file or a link."""
