/* Lines of place and date in releases and other texts. */
#include "tests/record_forms.h"

#define KIND(name) TRUCE__V1__STATEMENT__KIND__KIND_##name
#define BODY "The truce holds in the valley. More of it came later.\n"
#define DAY "2018-07-03"

static const struct {
	const char *text;
	Truce__V1__Statement__Kind kind;
	const char *title, *place, *day; /* day: "" for none */
	size_t blocks;
} rows[] = {
	/* below the title, with blank lines or without; above it */
	{ "Statement by the Minister on the truce\n\nLakeport, 3 July 2018\n\n" BODY, KIND(PRESS_RELEASE),
	  "Statement by the Minister on the truce", "Lakeport", DAY, 3 },
	{ "Statement by the Minister on the truce\nLakeport, 3 July 2018\n" BODY, KIND(PRESS_RELEASE),
	  "Statement by the Minister on the truce", "Lakeport", DAY, 3 },
	{ "Statement by the Minister\n\nNew Lakeport, July 3, 2018.\n\n" BODY, KIND(PRESS_RELEASE),
	  "Statement by the Minister", "New Lakeport", DAY, 3 },
	{ "Statement by the Minister\n\n3 July 2018\n\n" BODY, KIND(ANALYSIS), "Statement by the Minister", "", DAY,
	  3 },
	{ "Home\n\nNews\n\n3 July 2018\n\nThe truce goes on\n\n" BODY, KIND(ANALYSIS), "The truce goes on", "", DAY,
	  3 },
	/* in another language */
	{ "Déclaration du Ministre sur la trêve\n\nLakeport, le 3 juillet 2018\n\n" BODY, KIND(PRESS_RELEASE),
	  "Déclaration du Ministre sur la trêve", "Lakeport", DAY, 3 },
	{ "Déclaration du Ministre\n\nLakeport, 1er février 2018\n\n" BODY, KIND(PRESS_RELEASE),
	  "Déclaration du Ministre", "Lakeport", "2018-02-01", 3 },
	{ "Declaración del Ministro\n\nLakeport, 3 de julio de 2018.\n\n" BODY, KIND(PRESS_RELEASE),
	  "Declaración del Ministro", "Lakeport", DAY, 3 },
	{ "Заявление Министра\n\nЛэйкпорт, 3 июля 2018 г.\n\n" BODY, KIND(PRESS_RELEASE), "Заявление Министра",
	  "Лэйкпорт", DAY, 3 },
	{ "Заявление Министра\n\nНью-Лэйкпорт, 3 июля 2018 года\n\n" BODY, KIND(PRESS_RELEASE), "Заявление Министра",
	  "Нью-Лэйкпорт", DAY, 3 },
	{ "Заява Міністра\n\nЛейкпорт, 3 липня 2018 року\n\n" BODY, KIND(PRESS_RELEASE), "Заява Міністра", "Лейкпорт",
	  DAY, 3 },
	{ "部长关于停火的声明\n\n湖港，2018年7月3日\n\n双方同意停火。更多消息随后公布。\n", KIND(PRESS_RELEASE),
	  "部长关于停火的声明", "湖港", DAY, 3 },
	{ "部长关于停火的公报\n\n2018年7月3日\n\n双方同意停火。\n", KIND(ANALYSIS), "部长关于停火的公报", "", DAY, 3 },
	{ "Déclaration du Ministre\n\nÉtang-Port, le 3 juillet 2018\n\n" BODY, KIND(PRESS_RELEASE),
	  "Déclaration du Ministre", "Étang-Port", DAY, 3 },
	{ "Заявление\n\n3 июля 2018 года\n\n" BODY, KIND(ANALYSIS), "Заявление", "", DAY, 3 },
	{ "Déclaration du Ministre\n\nLakeport, mars 2018\n\n" BODY, KIND(ANALYSIS), "Lakeport, mars 2018", "", "", 2 },
	/* before the first words */
	{ "The truce goes on\n\nLAKEPORT, 3 July 2018 \xE2\x80\x93 The Minister says so.\n", KIND(PRESS_RELEASE),
	  "The truce goes on", "Lakeport", DAY, 2 },
	{ "The truce goes on\n\nNEW LAKEPORT, July 3, 2018 (Agency) -- The Minister says so.\n", KIND(PRESS_RELEASE),
	  "The truce goes on", "New Lakeport", DAY, 2 },
	{ "The truce goes on\n\nLakeport, 3 July 2018 \xE2\x80\x94 The Minister says so.\n", KIND(PRESS_RELEASE),
	  "The truce goes on", "Lakeport", DAY, 2 },
	{ "The truce goes on\n\nLAKEPORT (Agency) - The Minister says so.\n", KIND(PRESS_RELEASE), "The truce goes on",
	  "Lakeport", "", 2 },
	/* a day without its year is not the text's date */
	{ "The truce goes on\n\nLAKEPORT, 3 July - The Minister says so.\n", KIND(PRESS_RELEASE), "The truce goes on",
	  "Lakeport", "", 2 },
	/* in running text */
	{ "The truce goes on\n\nThe parties to it met again in\nLakeport, 3 July 2018.\n\n" BODY, KIND(ANALYSIS),
	  "The truce goes on", "", "", 3 },
	{ "The truce goes on\n\nThe Minister, 3 July 2018 and later - says so.\n", KIND(ANALYSIS), "The truce goes on",
	  "", "", 2 },
};

static void a_line_of_place_and_date_is_no_title(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *s = r.response.statements[0];
		expect_text("title", rows[i].text, s->title, rows[i].title);
		expect_text("place", rows[i].text, s->place, rows[i].place);
		expect_text("day", rows[i].text, s->date == NULL ? "" : s->date->earliest, rows[i].day);
		assert_int_equal(s->kind, rows[i].kind);
		assert_int_equal(s->n_blocks, rows[i].blocks);
		reading_end(&r);
	}
}

static void a_joint_statement_in_another_language_is_one(void **state)
{
	(void)state;
	static const char *const texts[][3] = {
		{ "Communiqué conjoint sur le lac", "Lakeport, 3 juillet 2018", "Le Tchad et le Niger" },
		{ "Joint communiqué on the lake", "Lakeport, 3 July 2018", "Both governments" },
		{ "Comunicado conjunto sobre el lago", "Lakeport, 3 de julio de 2018", "Chad y Kenia" },
		{ "Совместное заявление об озере", "3 июля 2018 года", "Чад и Кения" },
		{ "Совместное заявление об озере", "Лэйкпорт, 3 июля 2018 г.", "Чад и Кения" },
		{ "Спільна заява про озеро", "Лейкпорт, 3 липня 2018 року", "Чад, Кенія" },
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct reading r;
		char *text =
			support_text("%s\n\n%s\n\n%s:\n\n1. Un.\n\n2. Deux.\n", texts[i][0], texts[i][1], texts[i][2]);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		assert_int_equal(s->kind, KIND(JOINT_STATEMENT));
		expect_text("title", text, s->title, texts[i][0]);
		expect_text("day", text, s->date == NULL ? "" : s->date->earliest, DAY);
		expect_number("signatories", text, (long)s->n_signatories, i == 1 ? 1 : 2);
		reading_end(&r);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_of_place_and_date_is_no_title),
		cmocka_unit_test(a_joint_statement_in_another_language_is_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
