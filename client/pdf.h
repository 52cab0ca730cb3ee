/* The text layer of a PDF, by the program pdftotext of poppler.
 *
 * The program runs as a child with bounds on its time and memory; the PDF reaches it
 * as a file without a name. One thread. */
#ifndef TRUCE_CLIENT_PDF_H
#define TRUCE_CLIENT_PDF_H

#include "base/bytes.h"

/* An exit code, said on stderr unless OK: where the program is not there, with the
 * package that has it; where it fails, with its own words. label names the PDF. */
int pdf_text(const char *label, struct bytes pdf, size_t limit, struct buffer *out);

#endif
