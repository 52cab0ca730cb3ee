/* Parties are found by their names in the six languages of the United Nations. */
#include "domain/party.h"
#include "domain/query.h"
#include "domain/text.h"
#include "domain/text_names.h"
#include "tests/support.h"
#include "tests/support_members.h"

/* Ids of the parties that a text names, each with a space behind it. */
static const char *named(const char *text, enum text_language language)
{
	static char out[4096];
	const struct text_tokens *t;
	char *to = out;
	*to = '\0';
	assert_int_equal(text_analyse(text_analyser_mine(), bytes_text(text), language, &t), STATUS_OK);
	for (size_t i = 0; i < t->count; i++)
		if (t->at[i].kind == TEXT_PARTY)
			to += sprintf(to, "%.*s ", t->at[i].size - 1, (const char *)text_term(t, &t->at[i]).data + 1);
	return out;
}

static void assert_names(const char *text, enum text_language language, const char *ids)
{
	const char *found = named(text, language);
	if (strcmp(found, ids) != 0)
		fail_msg("%s: names \"%s\", and not \"%s\"", text, found, ids);
}

static bool has_row(const struct text_names *names, const char *id)
{
	while (names->id != NULL && strcmp(names->id, id) != 0)
		names++;
	return names->id != NULL && names->names[0] != '\0';
}

static void every_member_and_observer_has_a_name_in_each_language(void **state)
{
	static const char *const observers[] = { "VAT", "PSE" };
	const struct party *party;
	size_t members = 0;
	(void)state;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++) {
		bool member = support_is_member(party->id, "2026-01-01");
		members += member;
		for (size_t k = 0; member && k < TEXT_NAMES_TABLES; k++)
			if (!has_row(text_names_tables[k].names, party->id))
				fail_msg("%s has no name in table %zu", party->id, k);
	}
	assert_int_equal(members, 193);
	for (size_t k = 0; k < TEXT_NAMES_TABLES; k++)
		for (size_t i = 0; i < COUNT_OF(observers); i++)
			assert_true(has_row(text_names_tables[k].names, observers[i]));
}

static void a_state_is_named_by_its_adjective_before_what_is_its_own(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "The Kazakh delegation left.", "KAZ " },
		{ "the Turkish side and the Iranian Foreign Minister", "TUR IRN " },
		{ "the South African Deputy Minister for Foreign Affairs", "ZAF " },
		{ "the Russian draft, the Polish amendment", "RUS POL " },
		{ "Russian aviation and Turkish armed forces", "RUS TUR " },
		{ "the Bissau-Guinean Government", "GNB " },
		{ "the Papua New Guinean Government", "PNG " },
		{ "the Papua New Guinea Government", "PNG " },
		{ "the KAZAKH DELEGATION", "KAZ " },
		{ "the Russian language, Turkish border, a Kazakh", "" },
		{ "the Turkish side of the border", "" },
		{ "Turkish armed men", "" },
		{ "polish draft", "" },
		{ "Latin American delegations", "" },
		{ "the Turkish Cypriot side", "TURKISH-CYPRIOT-COMMUNITY " },
		{ "the Turkish Cypriot Government", "" },
		{ "the Houthis, ELN, eln and jem", "HOUTHIS ELN-COL " },
		{ "the Congolese Government", "" },
		{ "the Kazakh", "" },
		{ "the Kazakh Foreign", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_names(rows[i][0], TEXT_ENGLISH, rows[i][1]);
}

/* Calls a function with each name of the tables; cut is what stands before it, as "!". */
static void each_name(void (*visit)(const char *id, const char *name, bool word_too, enum text_language language))
{
	for (size_t k = 0; k < TEXT_NAMES_TABLES; k++)
		for (const struct text_names *row = text_names_tables[k].names; row->id != NULL; row++)
			for (const char *at = row->names; *at != '\0';) {
				char name[256];
				bool word_too = *at == '!';
				size_t size = strcspn(at += word_too, "|");
				snprintf(name, sizeof name, "%.*s", (int)size, at);
				visit(row->id, name, word_too, text_names_tables[k].language);
				at += size + (at[size] == '|');
			}
}

static void find_in_text(const char *id, const char *name, bool word_too, enum text_language language)
{
	char expected[40] = "";
	(void)word_too;
	if (id[0] != '\0')
		snprintf(expected, sizeof expected, "%s ", id);
	assert_true(id[0] == '\0' || party_find(id) != NULL);
	assert_names(name, language, expected);
}

static void find_in_query(const char *id, const char *name, bool word_too, enum text_language language)
{
	bool both = false;
	const char *found = text_party_named(text_analyser_mine(), bytes_text(name), &both);
	(void)language;
	if (id[0] == '\0' ? found != NULL : found == NULL || strcmp(found, id) != 0)
		fail_msg("%s: %s, and not %s", name, found, id);
	assert_int_equal(both, word_too);
}

static void each_name_is_found_in_a_text_and_a_query(void **state)
{
	(void)state;
	each_name(find_in_text);
	each_name(find_in_query);
}

static void the_longest_name_is_meant(void **state)
{
	(void)state;
	assert_names("Guinée-Bissau, Guinée équatoriale, Guinée", TEXT_FRENCH, "GNB GNQ GIN ");
	assert_names("Sudán del Sur y el Sudán", TEXT_SPANISH, "SSD SDN ");
	assert_names("Доминиканская Республика и Доминика", TEXT_RUSSIAN, "DOM DMA ");
	assert_names("جنوب السودان والسودان", TEXT_ARABIC, "SSD SDN ");
	assert_names("巴布亚新几内亚和几内亚比绍、赤道几内亚", TEXT_PLAIN, "PNG GNB GNQ ");
	assert_names("印度尼西亚与印度", TEXT_PLAIN, "IDN IND ");
}

static void names_are_found_in_every_case_of_russian(void **state)
{
	(void)state;
	assert_names("Россия, России, Россию, Россией", TEXT_RUSSIAN, "RUS RUS RUS RUS ");
	assert_names("Российская Федерация, Российской Федерации, Российской Федерацией", TEXT_RUSSIAN, "RUS RUS RUS ");
	assert_names("Китай, Китая, Китаю, Китаем, Китае", TEXT_RUSSIAN, "CHN CHN CHN CHN CHN ");
	assert_names("в Корейской Народно-Демократической Республике", TEXT_RUSSIAN, "PRK ");
	assert_names("Республикой Корея и Республики Кореи", TEXT_RUSSIAN, "KOR KOR ");
	assert_names("Соединённых Штатов Америки, Соединенным Королевством", TEXT_RUSSIAN, "USA GBR ");
	assert_names("Нидерландов, Филиппин, Мальдивских Островов", TEXT_RUSSIAN, "NLD PHL MDV ");
	assert_names("Вьетнама, Вьетнамом, Суринаме, Брунеем, Маврикия, Египтом", TEXT_RUSSIAN,
		     "VNM VNM SUR BRN MUS EGY ");
	assert_names("Советского Союза, Южно-Африканскому Союзу", TEXT_RUSSIAN, "SUN ZAF ");
}

static void a_word_that_looks_like_a_russian_name_is_none(void **state)
{
	(void)state;
	assert_names("Г-н Росс сказал. Малые острова. Самой сложной. Кроме того, куба, иранский", TEXT_RUSSIAN, "");
	assert_names("Мали, в Самоа, Того", TEXT_RUSSIAN, "MLI WSM TGO ");
}

static void names_are_found_behind_what_arabic_writes_in_one_with_them(void **state)
{
	(void)state;
	assert_names("سوريا، وسوريا، لسوريا، بسوريا، ولسوريا، سورية", TEXT_ARABIC, "SYR SYR SYR SYR SYR SYR ");
	assert_names("العراق والعراق للعراق بالعراق وللعراق", TEXT_ARABIC, "IRQ IRQ IRQ IRQ IRQ ");
	assert_names("للجمهورية العربية السورية والمملكة العربية السعودية", TEXT_ARABIC, "SYR SAU ");
	assert_names("لبنان ولبنان للبنان بلبنان لليبيا", TEXT_ARABIC, "LBN LBN LBN LBN LBY ");
	assert_names("إيران ايران الأردن الاردن الجمهورية العربيه السوريه", TEXT_ARABIC, "IRN IRN JOR JOR SYR ");
	assert_names("دعم مالي. في مالي", TEXT_ARABIC, "MLI ");
}

static void other_words_of_the_same_characters_are_no_names(void **state)
{
	(void)state;
	assert_names("发展中国家和中国", TEXT_PLAIN, "CHN ");
	assert_names("约旦河西岸、印度洋、拉美国家、其中国际社会", TEXT_PLAIN, "");
	assert_names("在叙\n利亚", TEXT_PLAIN, "SYR ");
}

static void a_name_that_is_another_word_needs_its_language_and_a_capital(void **state)
{
	(void)state;
	assert_names("La Grenade et une grenade", TEXT_FRENCH, "GRD ");
	assert_names("Grenade attacks; the chine of a boat", TEXT_ENGLISH, "");
	assert_names("une inde, l'Inde", TEXT_FRENCH, "IND ");
	assert_names("L’EAU, EAU et eau", TEXT_FRENCH, "ARE ARE ");
	assert_names("la delegación argentina y el Perú", TEXT_SPANISH, "ARG PER ");
}

static void a_name_is_found_whatever_the_language_of_the_passage(void **state)
{
	static const char *const texts[] = { "Syrie", "Siria", "Сирии", "سوريا", "叙利亚", "Syria" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		for (int language = TEXT_PLAIN; language < TEXT_LANGUAGES; language++)
			assert_names(texts[i], (enum text_language)language, "SYR ");
}

/* ---- Queries ---------------------------------------------------------------- */

static bool passes(const char *query, const char *text, enum text_language language)
{
	struct arena arena;
	struct query *q;
	struct error error = { 0 };
	const struct text_tokens *t;
	bool passes = false;
	arena_init(&arena, 16 << 20);
	if (query_parse(query, text_analyser_mine(), &arena, &q, &error) != STATUS_OK)
		fail_msg("%s: %s", query, error.message);
	uint32_t *tfs = arena_array(&arena, q->leaf_count + 1, sizeof *tfs);
	assert_int_equal(text_analyse(text_analyser_mine(), bytes_text(text), language, &t), STATUS_OK);
	struct query_passage p = { .tokens = t, .first_day = 17424, .last_day = 17424 };
	assert_int_equal(query_match(q, &p, &arena, &passes, tfs, NULL, NULL), STATUS_OK);
	arena_fini(&arena);
	return passes;
}

static void a_query_in_any_language_finds_the_party_in_all(void **state)
{
	static const char *const queries[] = { "Turkey", "Türkiye", "turquie", "Turquía", "турция", "تركيا", "土耳其" };
	static const struct {
		const char *text;
		enum text_language language;
	} texts[] = { { "the Republic of Turkey", TEXT_ENGLISH },
		      { "la Turquie", TEXT_FRENCH },
		      { "Turquía", TEXT_SPANISH },
		      { "с Турцией", TEXT_RUSSIAN },
		      { "وتركيا", TEXT_ARABIC },
		      { "和土耳其共和国", TEXT_PLAIN } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(queries); i++)
		for (size_t k = 0; k < COUNT_OF(texts); k++)
			if (!passes(queries[i], texts[k].text, texts[k].language))
				fail_msg("%s does not find %s", queries[i], texts[k].text);
}

static void a_name_of_several_words_is_one_in_a_query(void **state)
{
	(void)state;
	assert_true(passes("arabie saoudite", "Saudi Arabia", TEXT_ENGLISH));
	assert_true(passes("l'Arabie saoudite", "السعودية", TEXT_ARABIC));
	assert_true(passes("Саудовская Аравия", "沙特阿拉伯", TEXT_PLAIN));
	assert_true(passes("Российской Федерации", "la Russie", TEXT_FRENCH));
	assert_true(passes("المملكة العربية السعودية", "Королевства Саудовская Аравия", TEXT_RUSSIAN));
	assert_true(passes("中国", "la Chine", TEXT_FRENCH));
	assert_false(passes("\"arabie saoudite\"", "Saudi Arabia", TEXT_ENGLISH));
}

static void a_name_that_is_another_word_is_asked_as_both(void **state)
{
	(void)state;
	assert_true(passes("grenade", "grenades were thrown", TEXT_ENGLISH));
	assert_true(passes("grenade", "la Grenade", TEXT_FRENCH));
	assert_true(passes("grenade", "Grenada", TEXT_ENGLISH));
	assert_true(passes("того", "кроме того", TEXT_RUSSIAN));
}

static void an_elided_word_of_a_query_is_left_out_unless_quoted(void **state)
{
	(void)state;
	assert_true(passes("l'accord", "un accord fut conclu", TEXT_FRENCH));
	assert_true(passes("d’Astana", "à Astana", TEXT_FRENCH));
	assert_true(passes("jusqu'à", "à demain", TEXT_FRENCH));
	assert_true(passes("aujourd'hui", "dès aujourd’hui", TEXT_FRENCH));
	assert_false(passes("aujourd'hui", "hui aujourd", TEXT_FRENCH));
	assert_false(passes("\"l'accord\"", "un accord", TEXT_FRENCH));
	assert_true(passes("\"l'accord\"", "c’est l’accord", TEXT_FRENCH));
	assert_false(passes("N'Djamena", "la ville de Djamena", TEXT_FRENCH));
	assert_false(passes("O'Brien", "Brien", TEXT_ENGLISH));
}

static void chinese_is_found_by_phrases_and_by_one_character(void **state)
{
	(void)state;
	assert_true(passes("和平进程", "支持和平进程的各方", TEXT_PLAIN));
	assert_false(passes("和平进程", "和平与进程", TEXT_PLAIN));
	assert_true(passes("在中国", "他们在中国开会", TEXT_PLAIN));
	assert_true(passes("中", "在中国", TEXT_PLAIN));
	assert_true(passes("会", "他们开会。", TEXT_PLAIN));
	assert_false(passes("平", "和解", TEXT_PLAIN));
	assert_true(passes("\"停火，协议\"", "停火协议", TEXT_PLAIN));
}

static void a_word_in_latin_letters_is_asked_in_every_language_of_them(void **state)
{
	(void)state;
	assert_true(passes("nations", "la nation", TEXT_FRENCH));
	assert_true(passes("nations", "a nation", TEXT_ENGLISH));
	assert_true(passes("nación", "las naciones", TEXT_SPANISH));
	assert_true(passes("espana manana", "mañana en España", TEXT_SPANISH));
	assert_true(passes("елка", "ёлки", TEXT_RUSSIAN));
	assert_true(passes("coeur", "au cœur", TEXT_FRENCH));
	assert_true(passes("2254", "القرار ٢٢٥٤", TEXT_ARABIC));
	assert_true(passes("délégation", "la delegation de haut niveau", TEXT_FRENCH));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member_and_observer_has_a_name_in_each_language),
		cmocka_unit_test(a_state_is_named_by_its_adjective_before_what_is_its_own),
		cmocka_unit_test(each_name_is_found_in_a_text_and_a_query),
		cmocka_unit_test(the_longest_name_is_meant),
		cmocka_unit_test(names_are_found_in_every_case_of_russian),
		cmocka_unit_test(a_word_that_looks_like_a_russian_name_is_none),
		cmocka_unit_test(names_are_found_behind_what_arabic_writes_in_one_with_them),
		cmocka_unit_test(other_words_of_the_same_characters_are_no_names),
		cmocka_unit_test(a_name_that_is_another_word_needs_its_language_and_a_capital),
		cmocka_unit_test(a_name_is_found_whatever_the_language_of_the_passage),
		cmocka_unit_test(a_query_in_any_language_finds_the_party_in_all),
		cmocka_unit_test(a_name_of_several_words_is_one_in_a_query),
		cmocka_unit_test(a_name_that_is_another_word_is_asked_as_both),
		cmocka_unit_test(an_elided_word_of_a_query_is_left_out_unless_quoted),
		cmocka_unit_test(chinese_is_found_by_phrases_and_by_one_character),
		cmocka_unit_test(a_word_in_latin_letters_is_asked_in_every_language_of_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
