/* States by their names and adjectives in other languages than English. */
#include "domain/party.h"
#include "domain/side_in.h"
#include "tests/support.h"

static void assert_side(const char *language, const char *text, const char *id)
{
	const char *found = side_in(language, text);
	if (strcmp(found == NULL ? "" : found, id) != 0)
		fail_msg("%s: \"%s\" is %s, and not %s", language, text, found, id);
}

static void a_state_is_told_by_its_name_or_by_who_stands_for_it(void **state)
{
	static const char *const rows[][3] = {
		{ "fr", "la Norvège", "NOR" },
		{ "fr", "du Tchad", "TCD" },
		{ "fr", "les représentants de la République islamique d'Iran", "IRN" },
		{ "fr", "Le Gouvernement de l’Algérie", "DZA" },
		{ "fr", "le Ministre des affaires étrangères du Pérou", "PER" },
		{ "fr", "la délégation kazakhe", "KAZ" },
		{ "fr", "les autorités norvégiennes", "NOR" },
		{ "fr", "le côté turc", "TUR" },
		{ "fr", "la délégation turque", "TUR" },
		{ "fr", "les délégations grecques", "GRC" },
		{ "fr", "la délégation sud-africaine", "ZAF" },
		{ "fr", "la délégation bissau-guinéenne", "GNB" },
		{ "fr", "Trinité-et-Tobago", "TTO" },
		{ "fr", "la Grenade", "GRD" },
		{ "fr", "la délégation nigérienne", "NER" },
		{ "fr", "la délégation nigériane", "NGA" },
		{ "es", "el Gobierno de Noruega", "NOR" },
		{ "es", "de la República Islámica del Irán", "IRN" },
		{ "es", "de Bosnia y Herzegovina", "BIH" },
		{ "es", "la delegación noruega", "NOR" },
		{ "es", "los representantes franceses", "FRA" },
		{ "es", "la delegación española", "ESP" },
		{ "es", "el Ministro de Relaciones Exteriores peruano", "PER" },
		{ "es", "la delegación estadounidense", "USA" },
		{ "ru", "Норвегии", "NOR" },
		{ "ru", "Представители Исламской Республики Иран", "IRN" },
		{ "ru", "Правительство Российской Федерации", "RUS" },
		{ "ru", "норвежская делегация", "NOR" },
		{ "ru", "Министр иностранных дел Казахстана", "KAZ" },
		{ "ru", "казахстанская сторона", "KAZ" },
		{ "ru", "представители турецкого правительства", "TUR" },
		{ "ar", "وفد النرويج", "NOR" },
		{ "ar", "حكومة كازاخستان", "KAZ" },
		{ "zh", "挪威", "NOR" },
		{ "zh", "挪威代表团", "NOR" },
		{ "zh", "哈萨克斯坦政府代表", "KAZ" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_side(rows[i][0], rows[i][1], rows[i][2]);
}

static void what_is_said_for_no_state_is_nobodys(void **state)
{
	static const char *const rows[][2] = {
		{ "fr", "" },
		{ "fr", "les parties" },
		{ "fr", "la délégation" },
		{ "fr", "norvégienne" },
		{ "fr", "les pêcheurs norvégiens" },
		{ "fr", "les pêcheurs de la Norvège" },
		{ "fr", "la Norvège et le Tchad" },
		{ "fr", "la délégation congolaise" },
		{ "fr", "les affaires étrangères de la Norvège" },
		{ "fr", "la délégation noruega" },
		{ "es", "la frontera noruega" },
		{ "es", "Noruega y Chad" },
		{ "ru", "норвежская граница" },
		{ "ru", "корейская делегация" },
		{ "zh", "挪威渔民" },
		{ "zh", "在挪威" },
		{ "en", "la Norvège" },
		{ "", "la Norvège" },
		{ "de", "Norwegen" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_side(rows[i][0], rows[i][1], "");
}

/* Each is found as the table has it, and is of a party that is known. */
static void each_adjective_is_its_states(void **state)
{
	static const char *const sides[SIDE_ADJECTIVE_LANGUAGES][3] = { { "fr", "le ministre ", "" },
									{ "es", "el ministro ", "" },
									{ "ru", "министр ", "ий" } };
	(void)state;
	for (const struct side_adjectives *row = side_adjectives; row->id != NULL; row++)
		for (size_t k = 0; k < SIDE_ADJECTIVE_LANGUAGES; k++)
			for (const char *at = row->of[k]; *at != '\0'; at += *at == '|') {
				char text[120];
				int size = (int)strcspn(at, "|");
				snprintf(text, sizeof text, "%s%.*s%s", sides[k][1], size, at, sides[k][2]);
				assert_side(sides[k][0], text, row->id);
				assert_non_null(party_find(row->id));
				at += size;
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_is_told_by_its_name_or_by_who_stands_for_it),
		cmocka_unit_test(what_is_said_for_no_state_is_nobodys),
		cmocka_unit_test(each_adjective_is_its_states),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
