/* Parties that are no states: their names, ids and acronyms. */
#include "tests/support.h"

#include "domain/party.h"
#include "domain/party_table.h"

static void each_is_known_by_its_names(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "FARC-EP", "FARC-EP" },
		{ "Fuerzas Armadas Revolucionarias de Colombia-Ejercito del Pueblo", "FARC-EP" },
		{ "the Communist Party of Nepal (Maoist)", "CPN-MAOIST" },
		{ "SLM/A", "SLM-SDN" },
		{ "Da\u2019esh", "ISIL" },
		{ "certain areas of the Donetsk and Luhansk regions", "DONETSK-LUHANSK-AREAS" },
		{ "the Syrian armed opposition", "SYR-OPPOSITION" }, /* as the shipped record has it */
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *id = party_of(rows[i][0]);
		if (id == NULL || strcmp(id, rows[i][1]) != 0)
			fail_msg("%s is %s", rows[i][0], id == NULL ? "nobody" : id);
	}
}

static void words_that_are_others_too_are_nobodys(void **state)
{
	(void)state;
	static const char *const words[] = {
		"SLA",       "RCD", "SAF", "GAM", "MLC", "RSF", "eln", "National Liberation Army", "armed opposition",
		"the rebels"
	};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (party_of(words[i]) != NULL)
			fail_msg("%s is %s", words[i], party_of(words[i]));
	assert_null(party_near("Rapid Suport Forces")); /* records list none */
}

static void no_id_looks_like_a_states(void **state)
{
	(void)state;
	for (const struct party *party = party_movements; party->id != NULL; party++) {
		if (strlen(party->id) <= 3)
			fail_msg("%s", party->id);
		assert_null(party_adjectives_of(party->id));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_known_by_its_names),
		cmocka_unit_test(words_that_are_others_too_are_nobodys),
		cmocka_unit_test(no_id_looks_like_a_states),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
