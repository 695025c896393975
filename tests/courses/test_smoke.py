from tests.session_day.days import *
def test_smoke(installation, theo, noor, mara, iris, kind):
    c=course_of(installation,'noor')
    for who,p in ((theo,f"/courses/{c}/arc"),(theo,f"/courses/{c}"),(noor,"/today"),(mara,"/today"),(iris,"/today"),(noor,"/course"),(mara,"/course")):
        print(p, who.open(p).queries.count)
    assert 0
