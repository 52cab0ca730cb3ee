/* Texts in other languages than English: who signs, and who speaks. */
#include "tests/reading.h"

static char *signatories_of(const Truce__V1__Statement *s)
{
	char *ids = support_text("%s", "");
	for (size_t i = 0; i < s->n_signatories; i++) {
		const Truce__V1__Party *party = s->signatories[i]->party;
		char *more = support_text("%s%s%s", ids, i > 0 ? " " : "", party->id[0] == '\0' ? "?" : party->id);
		free(ids);
		ids = more;
	}
	return ids;
}

static void who_signs_is_told_in_the_language_of_the_text(void **state)
{
	static const struct {
		const char *language, *text, *ids, *capacity;
	} rows[] = {
		{ "fr",
		  "Déclaration commune\n\nLakeport, 3 juillet 2018\n\nLes représentants de la Norvège, du Tchad et de "
		  "la "
		  "République islamique d'Iran, en tant que garants du lac :\n\n1. Ont décidé de tenir une réunion au "
		  "mois "
		  "d'août dans la ville.\n\n2. Ont demandé aux parties de respecter la trêve.\n",
		  "NOR TCD IRN", "garants du lac" },
		{ "fr",
		  "Déclaration commune\n\nLa délégation kazakhe, Trinité-et-Tobago et le Gouvernement de la Suisse, "
		  "réunis "
		  "au bord du lac :\n\n1. Ont décidé de la suite des travaux et des visites.\n",
		  "KAZ TTO CHE", "" },
		{ "es",
		  "Declaración conjunta\n\nLos representantes de Noruega, de la República Islámica del Irán y de "
		  "Bosnia y "
		  "Herzegovina, en su calidad de garantes del lago:\n\n1. Decidieron celebrar una reunión en la "
		  "ciudad.\n\n2. "
		  "Pidieron a las partes que respetaran la tregua en los pueblos.\n",
		  "NOR IRN BIH", "garantes del lago" },
		{ "ru",
		  "Совместное заявление\n\nПредставители Норвегии, Исламской Республики Иран и Российской Федерации в "
		  "качестве гарантов:\n\n1. Решили провести следующую встречу в августе.\n\n2. Призвали всех соблюдать "
		  "перемирие.\n",
		  "NOR IRN RUS", "гарантов" },
		/* a name of another language is none of this */
		{ "fr",
		  "Déclaration commune\n\nLa Norvège et le Conseil de la pêche, en tant que garants du lac :\n\n1. Ont "
		  "décidé "
		  "de la suite des travaux et des visites dans les villages.\n",
		  "NOR ?", "garants du lac" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *s = r.response.statements[0];
		char *ids = signatories_of(s);
		assert_string_equal(s->language, rows[i].language);
		assert_string_equal(ids, rows[i].ids);
		assert_string_equal(s->signatories[0]->capacity, rows[i].capacity);
		free(ids);
		reading_end(&r);
	}
}

static void a_speaker_is_of_a_delegation_in_the_language_of_the_text(void **state)
{
	static const struct {
		const char *text, *party, *person;
	} rows[] = {
		{ "M. Martin (Norvège) : Je remercie les membres du Conseil de leur soutien et je salue la présence de "
		  "la "
		  "délégation dans la salle.\n",
		  "NOR", "NOR.martin" },
		{ "Mme Diallo (République centrafricaine) : Nous appelons les parties à respecter la trêve dans les "
		  "villages et sur le lac.\n",
		  "CAF", "CAF.diallo" },
		{ "Sra. Ruiz (España): Agradezco a los miembros del Consejo su apoyo y pedimos a las partes que "
		  "respeten la "
		  "tregua en los pueblos.\n",
		  "ESP", "ESP.ruiz" },
		/* what its words do not tell is no name in French */
		{ "Mme Diallo (Norvège): We support the rules of the lake and thank the members of the council.\n", "",
		  "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *s = r.response.statements[0];
		assert_int_equal(s->n_turns, 1);
		assert_string_equal(s->turns[0]->speaker->party->id, rows[i].party);
		assert_string_equal(s->turns[0]->speaker->id, rows[i].person);
		reading_end(&r);
	}
}

/* The text is not looked at again for each. */
static void many_speakers_of_nowhere_are_soon_read(void **state)
{
	struct buffer text;
	struct reading r;
	(void)state;
	buffer_init(&text, SIZE_MAX);
	for (int i = 0; i < 20000; i++)
		assert_int_equal(buffer_printf(&text, "Mme Diallo (Nulle part) : La trêve et le lac.\n\n"), STATUS_OK);
	assert_int_equal(buffer_put(&text, "", 1), STATUS_OK);
	read_words(&r, (const char *)text.data);
	assert_int_equal(r.response.statements[0]->n_turns, 20000);
	assert_string_equal(r.response.statements[0]->language, "fr");
	reading_end(&r);
	buffer_fini(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_signs_is_told_in_the_language_of_the_text),
		cmocka_unit_test(a_speaker_is_of_a_delegation_in_the_language_of_the_text),
		cmocka_unit_test(many_speakers_of_nowhere_are_soon_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
