"""The command that measures says what it needs."""

from tests.benchmarks import countries


def test_without_the_stories_it_says_in_one_sentence_what_is_missing(tmp_path, capsys):
    assert countries.main([]) == countries.main([str(tmp_path)]) == 2
    sentence = "Say which folder holds dev.jsonl.gz and lgl-dev.jsonl.gz: python -m tests.benchmarks.countries FOLDER\n"
    assert capsys.readouterr() == ("", sentence * 2)
