/* The language of a text is told by its little words, or else by its letters, where these
 * leave no doubt. */
#include "tests/support.h"

#include "domain/language.h"

static const char *told(const char *text)
{
	struct arena arena;
	struct words w = { 0 };
	struct language_count count = { 0 };
	arena_init(&arena, 16 << 20);
	assert_true(words_split(&w, text, strlen(text), &arena));
	language_count(&count, &w);
	arena_fini(&arena);
	return language_told(&count);
}

static void a_text_of_some_sentences_tells_its_language(void **state)
{
	(void)state;
	static const struct {
		const char *code, *text;
	} rows[] = {
		{ "en", "The guarantors of the truce met by the lake and spoke of the roads that lead to the valley. "
			"They asked for calm, and for the return of those who fled with their families to the north." },
		{ "fr",
		  "Les garants se sont réunis pour parler des routes et du retour des familles dans les villages. "
		  "Le texte est bref, et les parties veulent une paix pour tous dans le pays." },
		{ "es", "Los garantes se reunieron para hablar del retorno y de las carreteras con una delegación. "
			"El texto es breve y las partes trabajan por los pueblos del valle con el mediador." },
		{ "ru", "Гаранты встретились и говорили о дорогах и о возвращении семей в деревни на севере. "
			"Они сказали, что не хотят войны, и что из долины и по реке в город для людей идут с миром." },
		{ "ar",
		  "اجتمع الضامنون في المدينة مع الوفد من الشمال على ضفة البحيرة، في يوم من الربيع. "
		  "قالوا إن الطريق من القرية إلى المدينة مفتوح، من الصباح في كل يوم، مع حراس من الشمال على الطريق." },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(told(rows[i].text), rows[i].code);
}

static void a_few_words_do_where_nothing_speaks_against_them(void **state)
{
	(void)state;
	static const struct {
		const char *code, *text;
	} rows[] = {
		{ "en", "The roads to the valley are open." },
		{ "fr", "Le texte est bref, et nous appuyons les garants." },
		{ "es", "El texto es breve y lo apoyan los garantes del valle." },
		{ "ru", "Мы поддерживаем создание комитета." },
		{ "ar", "نؤيد تشكيل اللجنة الدستورية." },
		{ "zh", "我们支持停火。" },
		{ "zh", "第2254(2015)号决议。代表 Astana 进程。" },
		{ "en", "The roads to the valley of Долина and to the lake are open." },
		/* Languages that share a script, without those that share their letters, too. */
		{ "", "Ми підтримуємо створення комітету й пішли на південь, що не для всіх по дорозі." },
		{ "", "Біз комитеттің құрылуын қолдаймыз және өңірде бейбітшілік." },
		{ "", "ما از تشکیل کمیته پشتیبانی می‌کنیم." },
		{ "", "私たちは委員会の設立を支持します。" },
		{ "", "우리는 위원회의 설립을 지지합니다." },
		{ "", "Ока Волга" },
		{ "", "Les gardes et les pilotes du port. Сторожевые лодки стояли вдоль берега." },
		{ "", "Astana Idlib Homs Ghouta и Долина реки" },
		{ "", "Ποταμός και κοιλάδα είναι ανοιχτά" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(told(rows[i].text), rows[i].code);
}

static void a_text_that_leaves_a_doubt_tells_none(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"",
		"We thank the Envoy for his report.",
		"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
		"Astana Idlib Homs Ghouta Latakia Hama Aleppo Damascus Geneva Moscow Ankara Tehran Sochi",
		"the of and to that for the of and to le les des et du pour le les des et",
		"the la the la the la the la the la les les les les les",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(told(rows[i]), "");
}

static void names_between_few_little_words_tell_none(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	const char *text = "the of and to that for is with by which";
	for (int i = 0; i < 200; i++)
		text = arena_printf(&arena, "%s name", text);
	assert_string_equal(told(text), "");
	arena_fini(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_of_some_sentences_tells_its_language),
		cmocka_unit_test(a_few_words_do_where_nothing_speaks_against_them),
		cmocka_unit_test(a_text_that_leaves_a_doubt_tells_none),
		cmocka_unit_test(names_between_few_little_words_tell_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
