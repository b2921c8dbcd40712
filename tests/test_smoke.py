def test_a_published_story_is_read(published, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        r = client.get(published.get_absolute_url())
    assert r.status_code == 200, r.content
    with django_assert_num_queries(6):
        r = client.get("/")
    assert r.status_code == 200
