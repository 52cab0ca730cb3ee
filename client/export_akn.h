/* What the parts of the writer of Akoma Ntoso share: the document, and what it refers to.
 *
 * Source: OASIS, Akoma Ntoso Version 1.0 (2018), part 2, the schema of the namespace
 * akn/3.0 of 30 March 2017, and the Naming Convention Version 1.0 (2019). One thread. */
#ifndef TRUCE_CLIENT_EXPORT_AKN_H
#define TRUCE_CLIENT_EXPORT_AKN_H

#include "client/export_forms.h"
#include "client/xml.h"

#define AKN_REFERENCES 4096
#define AKN_COUNTERS 16

/* Top-level classes of the ontology. */
enum akn_class { AKN_ORGANIZATION, AKN_PERSON, AKN_ROLE, AKN_LOCATION, AKN_DOCUMENT, AKN_CONCEPT, AKN_CLASSES };

struct akn_reference {
	enum akn_class class;
	const char *ref, *title; /* ref: "#KAZ" */
	bool named;              /* by an id of the record's */
};

struct akn {
	struct arena *arena;
	FILE *out;
	const Truce__V1__Statement *document;
	struct akn_reference references[AKN_REFERENCES];
	size_t reference_count, unnamed[AKN_CLASSES];
	bool lost;          /* without memory: what is written is not whole */
	bool full;          /* more references than there is room for */
	const char **taken; /* of each vote the element it was taken in: "#dbsect_2__rollCall_1" */
	/* The section that is being written. */
	const char *open, *section; /* its element, NULL before the first; its eId */
	size_t sections, adjournments;
	bool headed; /* nothing stands in it but a heading */
	bool opened; /* the hour of opening is marked */
	struct {
		const char *element;
		size_t count;
	} counters[AKN_COUNTERS];
	size_t counter_count;
};

/* ---- References: export_akn_references.c ------------------------------- */

/* In the arena; without memory "#" or NULL, and what is written is lost. */
const char *akn_print(struct akn *a, const char *format, ...) PRINTF_LIKE(2, 3);
void *akn_array(struct akn *a, size_t count, size_t size);

/* The reference to an entity, "#KAZ", which is listed from then on. An entity without an
 * id of its own is one by its title. */
const char *akn_refer(struct akn *a, enum akn_class class, const char *id, const char *title);
const char *akn_refer_party(struct akn *a, const Truce__V1__Party *party);
const char *akn_refer_person(struct akn *a, const Truce__V1__Person *person);
const char *akn_refer_speaker(struct akn *a, const Truce__V1__Turn *turn);
/* The address of a cited document; of a symbol, where the United Nations serve it. */
const char *akn_address(struct akn *a, const char *instrument);
const char *akn_refer_document(struct akn *a, const char *instrument);
/* The list of all that was referred to. */
void akn_put_references(struct akn *a);

/* ---- Words: export_akn_words.c ----------------------------------------- */

/* An eId within the section for one more of an element: "dbsect_2__speech_1". */
const char *akn_id(struct akn *a, const char *element);
/* Where a name stands by itself in a text from a place on, in small letters or capitals;
 * SIZE_MAX where it does not. */
size_t akn_find(const char *text, size_t from, const char *name);
/* A stretch that names an entity. */
struct xml_mark akn_mark(struct akn *a, const char *element, size_t start, size_t end, const char *ref);
/* "15:10" in the words that print it, "3.10 p.m."; no mark where they do not. */
size_t akn_mark_hour(struct akn *a, const char *text, const char *hour, const char *type, struct xml_mark *mark);
/* The words of a block, what it cites marked, and the marks given. */
void akn_put_words(struct akn *a, const Truce__V1__Statement *s, size_t block, const struct xml_mark *marks,
		   size_t count);

/* ---- Votes: export_akn_votes.c ------------------------------------------ */

/* Whether a block is the lists of a vote, by name or by candidate. */
bool akn_is_roll_call(const Truce__V1__Statement *s, size_t block);
void akn_put_roll_call(struct akn *a, const Truce__V1__Statement *s, size_t block);
/* The analysis: of each vote its outcome, its counts and where it was taken. */
void akn_put_analysis(struct akn *a);

/* ---- What stands before the text: export_akn_meta.c --------------------- */

/* Identification, analysis, references. */
void akn_put_meta(struct akn *a, const char *type);
void akn_put_preface(struct akn *a);

#endif
