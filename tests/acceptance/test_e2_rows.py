"""People and their files (MECHANISMS E2): S007–S152, and S108."""

from collections.abc import Callable
from pathlib import Path

from cli.conftest import Command, sentence

from .conftest import DISTRICT, EAST, STREET, TOWN, VILLAGE, WEST, Ask, Sheet, text_of

People = Callable[..., list[str]]


def test_hired_party_workers(ask: Ask, sheet: Sheet) -> None:
    """S007: 26个非公有制企业党支部选聘了专职党务工作者: listed, and counted by kind of branch."""
    branches = [f"企业{n}党支部" for n in range(1, 31)]
    rows = [(name, "非公企业党支部", "东苑社区党委") for name in branches]
    assert ask("units", "import", sheet(("名称", "类型", "上级"), *rows), "--unit", DISTRICT)["new"] == 30
    hired = [
        (f"钱安{n}", name, "专职党务工作者", "退休教师", "2024.03")
        for n, name in zip("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰", branches[:25], strict=True)
    ]
    heads = ("姓名", "所在党支部", "党内职务", "职务来源", "任职时间")
    done = ask("members", "import", sheet(heads, *hired), "--unit", DISTRICT)
    assert done["new"] == 25, done
    teacher = ask("members", "add", "--name", "孙德民", "--unit", "第一网格党支部")
    post = ask(
        "posts", "add", "--unit", "企业26党支部", "--member", f"#{teacher['id']}", "--post", "专职党务工作者",
        "--source", "退休教师", "--from", "2024-03-01",
    )  # fmt: skip
    counted = ("posts", "list", "--by-kind", "--post", "专职党务工作者", "--unit", DISTRICT)
    assert ask(*counted) == [{"kind": "enterprise_branch", "units_with": 26, "people": 26, "units": 30}]
    rows = ask("posts", "list", "--post", "专职党务工作者", "--unit", DISTRICT)
    assert {(row["facts"]["source"], row["since"]) for row in rows} == {("退休教师", "2024-03-01")}
    (row,) = [row for row in rows if row["name"] == "孙德民"]
    assert (len(rows), row["facts"]["source"], row["since"]) == (26, "退休教师", "2024-03-01")
    ask("posts", "end", str(post["id"]), "--on", "2024-09-01")
    assert ask(*counted)[0]["people"] == 25


def test_applicants(ask: Ask, sheet: Sheet) -> None:
    """S009: 吸引了20多名员工踊跃递交入党申请书: the way with its dates, and what is due."""
    ask("units", "add", "--parent", EAST, "--kind", "非公企业党支部", "--name", "顺达公司党支部")
    ask("members", "add", "--name", "王广民", "--unit", "顺达公司党支部")
    rows = [
        (f"李安{n}", "顺达公司党支部", "入党申请人", "2024-03-10") for n in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子"
    ]
    head = ("姓名", "所在党支部", "人员类别", "申请入党时间")
    assert ask("members", "import", sheet(head, *rows), "--unit", DISTRICT)["new"] == 21
    on = ("--on", "2024-03-20", "--unit", "顺达公司党支部", "--contact", "王广民")
    ask("members", "development", "apply", "--name", "周恩民", *on)
    span = ("--unit", EAST, "--from", "2024-01", "--to", "2024-12")
    assert len(ask("members", "development", "applications", *span)) == 22
    listed = ask("members", "development", "list", "--unit", EAST, "--stage", "入党申请人")
    assert len(listed) == 22
    due = ask("members", "development", "due", "--unit", EAST, "--on", "2024-04-15")
    assert {(row["due"]["code"], row["due"]["day"]) for row in due if row["name"] == "周恩民"} == {
        ("talk", "2024-04-20")
    }
    ask("members", "development", "record", "周恩民", "talk", "--on", "2024-04-10", "--by", "王广民")
    ask("members", "development", "advance", "周恩民", "--to", "积极分子", "--on", "2024-09-30")
    steps = ask("members", "development", "show", "周恩民")["steps"]
    assert [step["kind"] for step in steps] == ["talk", "step"]
    assert figure(ask, EAST) == 1


def figure(ask: Ask, unit: str) -> int:
    """Members: who only applied is none."""
    return ask("figures", "--unit", unit, "--month", "2026-10")["figures"]["members"]


def test_training_appraisal_award_pool_and_care(ask: Ask, people: People) -> None:
    """S010: 农村党员干部三级培训、绩效考核、争先创优、后备人才培养和关爱机制, by the kind of cadre."""
    leader, member = people(石咀村党总支=2)
    ask("posts", "add", "--unit", VILLAGE, "--member", leader, "--post", "书记")
    for unit, day in ((DISTRICT, "03-01"), (TOWN, "03-08"), (VILLAGE, "03-15")):
        ask(
            "activities", "add", "--unit", unit, "--kind", "教育培训", "--title", "农村党员干部培训", "--start",
            f"2024-{day}T09:00", "--hours", "3", "--invite", leader,
        )  # fmt: skip
    held = ask("activities", "list", "--unit", DISTRICT, "--month", "2024-03")
    assert {row["unit_name"] for row in held} == {"中原区委", "须水镇党委", "石咀村党总支"}
    for who in (leader, member):
        ask("registers", "add", "award", "--member", who, "--name", "争先创优标兵", "--from", "2024-07-01")
        ask("registers", "add", "talent_pool", "--member", who, "--set", "source=致富能手", "--from", "2024-01-01")
    note = ("--name", "2024年绩效考核", "--set", "kind=实绩", "--set", "text=优秀", "--set", "period=2024年")
    ask("registers", "add", "dossier_note", "--member", leader, *note, "--from", "2024-12-31")
    for register in ("award", "talent_pool", "dossier_note"):
        of_leaders = ask("registers", "list", register, "--unit", DISTRICT, "--post", "书记")
        assert [row["member_name"] for row in of_leaders] == [leader]
    assert len(ask("registers", "list", "award", "--unit", DISTRICT)) == 2
    (holder,) = ask("posts", "holders", "--unit", DISTRICT, "--post", "书记", "--on", "2024-12-31")
    assert (holder["held"]["name"], holder["awards"], holder["notes"], holder["is_in_pool"]) == (leader, 1, 1, True)
    ask(
        "services", "add", "--unit", VILLAGE, "--category", "走访慰问", "--date", "2024-09-01", "--hours", "1",
        "--member", member, "--summary", "走访离任村干部",
    )  # fmt: skip
    found = ask("figures", "--unit", VILLAGE, "--month", "2024-09")
    assert found["services_by_category"]["household_visit"] == 1
    assert "走访离任村干部" in {
        row["what"] for row in ask("records", "services", "--unit", VILLAGE, "--month", "2024-09")
    }


def test_a_pool_of_204(ask: Ask, sheet: Sheet, people: People, tmp_path: Path) -> None:
    """S013: 公开、择优选拔出204名优秀人才，建立村党组织书记后备人才库: by source, against a target, reviewed yearly."""
    who = people(石咀村党总支=104, 第一网格党支部=100)
    sources = ["退伍军人"] * 80 + ["致富能手"] * 74 + ["企业经营管理人员"] * 50
    rows = [
        (name, source, "石咀村党总支" if place < 104 else "东苑社区党委", "2024-03-01")
        for place, (name, source) in enumerate(zip(who, sources, strict=True))
    ]
    done = ask(
        "registers", "import", "talent_pool", sheet(("姓名", "来源", "推荐单位", "入库时间"), *rows), "--unit", DISTRICT
    )
    assert done["new"] == 204, done
    for unit, number in ((TOWN, 110), (STREET, 100)):
        ask("members", "pool", "target", "--unit", unit, "--people", str(number))
    found = ask("members", "pool", "list", "--unit", DISTRICT, "--on", "2024-12-31")
    assert len(found["rows"]) == 204
    assert found["sources"] == {"veteran": 80, "entrepreneur": 74, "manager": 50}
    wanted = {row["unit_name"]: (row["people"], row["target"], row["missing"]) for row in found["targets"]}
    assert (wanted["须水镇党委"], wanted["和平街道党工委"]) == ((104, 110, 6), (100, 100, 0))
    assert {row["unit_name"] for row in found["rows"]} == {"石咀村党总支", "东苑社区党委"}
    entries = {row["name"]: str(row["entry"]) for row in found["rows"]}
    ask("members", "pool", "review", entries[who[0]], "--on", "2025-02-20", "--result", "keep")
    assert len(ask("members", "pool", "list", "--unit", DISTRICT, "--due", "--on", "2025-03-02")["rows"]) == 203
    ask("members", "pool", "leave", entries[who[1]], "--on", "2025-02-25", "--why", "appointed")
    after = ask("members", "pool", "list", "--unit", DISTRICT, "--on", "2025-03-02", "--past")
    assert (len(after["rows"]), sum(after["sources"].values())) == (204, 203)
    assert [row["left"] for row in after["rows"] if row["name"] == who[1]] == ["appointed"]
    path = tmp_path / "名册.pdf"
    ask("print", "talents", "--unit", DISTRICT, "--on", "2024-12-31", "-o", str(path))
    assert "204" in text_of(path)


def test_one_person_one_file(ask: Ask, people: People, tmp_path: Path) -> None:
    """S027: 科级干部实绩动态档案，一人一档: duties and results with evidence, the rest out of the file by itself."""
    (who,) = people(第一网格党支部=1)
    ask("posts", "add", "--unit", EAST, "--member", who, "--post", "书记", "--from", "2024-01-01")
    for kind, text in (("职责", "分管社区党建"), ("实绩", "完成楼院改造12个")):
        given = (
            "--set",
            f"kind={kind}",
            "--set",
            f"text={text}",
            "--set",
            "period=2024年",
            "--set",
            "evidence=验收报告",
        )
        ask("registers", "add", "dossier_note", "--member", who, "--name", text, "--from", "2024-12-01", *given)
    held = ("--kind", "主题党日", "--title", "主题党日", "--start", "2024-10-12T09:00")
    meeting = ask("activities", "add", "--unit", "第一网格党支部", *held)
    ask("check-ins", "add", "--activity", str(meeting["id"]), "--member", who)
    ask(
        "services", "add", "--unit", "第一网格党支部", "--category", "环境整治", "--date", "2024-10-20",
        "--hours", "2.5", "--member", who, "--summary", "清扫楼道",
    )  # fmt: skip
    found = ask("members", "dossier", who, "--on", "2024-12-31")
    assert {(note["kind"], note["text"], note["evidence"]) for note in found["notes"]} == {
        ("duty", "分管社区党建", "验收报告"), ("result", "完成楼院改造12个", "验收报告"),
    }  # fmt: skip
    (year,) = found["years"]
    assert (year["year"], year["present"], year["services"], year["hours"]) == (2024, 1, 1, 2.5)
    assert [line["summary"] for line in found["services"]] == ["清扫楼道"]
    assert [post["label"] for post in found["page"]["posts"]] == ["书记"]
    path = tmp_path / "档案.pdf"
    ask("print", "dossier", who, "-o", str(path))
    text = text_of(path)
    for word in (who, "分管社区党建", "完成楼院改造12个", "书记"):
        assert word in text


def test_cadres_at_the_front(ask: Ask, sheet: Sheet, people: People) -> None:
    """S053: 先后选派38名“特大型、专业型”干部从事区委、区政府中心工作: lines of their files."""
    who = people(第一网格党支部=38)
    rows = [(name, "一线锻炼", "南水北调指挥部", "征迁", "2024-03-01") for name in who]
    head = ("姓名", "岗位", "地点", "工作任务", "开始时间")
    assert ask("registers", "import", "secondment", sheet(head, *rows), "--unit", DISTRICT)["new"] == 38
    listed = ask("registers", "list", "secondment", "--unit", DISTRICT)
    assert len({row["member"] for row in listed}) == 38
    ask("registers", "close", str(listed[0]["id"]), "--on", "2024-12-01", "--set", "result=圆满完成")
    (line,) = ask("members", "dossier", listed[0]["member_name"], "--on", "2024-12-31")["entries"]
    assert (line["register"], line["facts"]["place"], line["since"], line["until"]) == (
        "secondment", "南水北调指挥部", "2024-03-01", "2024-12-01",
    )  # fmt: skip


def test_sent_down_to_the_communities(ask: Ask, people: People) -> None:
    """S097: 街道的班子成员担任社区第一书记，街道60%工作人员下沉到社区."""
    ask("units", "add", "--parent", STREET, "--kind", "党支部", "--name", "街道机关党支部")
    who = people(街道机关党支部=8)
    ask("units", "facts", STREET, "--set", "staff=10")
    for place, name in enumerate(who[:2]):
        ask(
            "posts",
            "add",
            "--unit",
            (EAST, WEST)[place],
            "--member",
            name,
            "--post",
            "第一书记",
            "--from",
            "2024-01-01",
        )
    for name in who[2:]:
        ask("posts", "add", "--unit", EAST, "--member", name, "--post", "下沉干部", "--from", "2024-01-01")
    found = ask("posts", "sent-down", "--unit", STREET, "--on", "2024-06-01")
    assert (found["staff"], found["people_sent"], found["share"]) == (10, 6, 0.6)
    assert (found["communities"], found["with_first_secretary"], found["without"]) == (2, 2, [])
    assert {row["name"] for row in found["rows"]} == set(who)
    before = ask("posts", "sent-down", "--unit", STREET, "--on", "2023-12-31")
    assert (before["people_sent"], [each["name"] for each in before["without"]]) == (
        0,
        ["东苑社区党委", "西苑社区党委"],
    )


def test_drawn_off_for_the_resettlement(ask: Ask, sheet: Sheet, people: People) -> None:
    """S099: 抽调70余名干部到须水、西流湖、航海西路街道开展拆迁安置工作."""
    who = people(第一网格党支部=72)
    places = ("须水街道", "西流湖街道", "航海西路街道")
    rows = [(name, "抽调", places[n % 3], "拆迁安置", "2024-05-01") for n, name in enumerate(who)]
    head = ("姓名", "岗位", "地点", "工作任务", "开始时间")
    assert ask("registers", "import", "secondment", sheet(head, *rows), "--unit", DISTRICT)["new"] == 72
    assert len(ask("registers", "list", "secondment", "--unit", DISTRICT)) == 72
    assert len(ask("registers", "list", "secondment", "--search", "西流湖")) == 24
    (line,) = ask("members", "dossier", who[0], "--on", "2024-12-31")["entries"]
    assert line["facts"]["task"] == "拆迁安置"


def test_every_leader_has_a_file(ask: Ask, people: People) -> None:
    """S100: 为全区科级及以上领导干部建立动态实绩档案，建档率达到100%; before that, who lacks what."""
    leader, other, member = people(第一网格党支部=3)
    for name in (leader, other):
        ask("posts", "add", "--unit", EAST, "--member", name, "--post", "委员")
    chosen = ask("members", "require", "phone", "duties", "results", "--holders-only")
    assert ask("members", "require") == chosen == {"sections": ["phone", "duties", "results"]}
    chosen = ask("members", "completeness", "--unit", DISTRICT)
    assert (chosen["total"]["people"], chosen["total"]["complete"], chosen["total"]["rate"]) == (2, 0, 0)
    assert {row["name"]: row["missing"] for row in chosen["incomplete"]}[other] == ["phone", "duties", "results"]
    for place, name in enumerate((leader, other)):
        ask("members", "edit", name, "--set", f"phone=1990000000{place}")
        for kind in ("职责", "实绩"):
            line = ("--name", kind, "--set", f"kind={kind}", "--set", "text=见附件")
            ask("registers", "add", "dossier_note", "--member", name, *line)
        found = ask("members", "completeness", "--unit", DISTRICT)
        assert found["total"]["rate"] == (0.5, 1)[place]
    assert found["incomplete"] == []
    assert member not in {row["name"] for row in found["incomplete"]}


def test_outstanding_talents(ask: Ask, sheet: Sheet, people: People) -> None:
    """S101: 招聘会、工作服务站; 评选出优秀拔尖人才20名."""
    who = people(第一网格党支部=20)
    rows = [(name, "拔尖人才", "医疗", "区县级", 2024, "2024-06-01") for name in who]
    head = ("姓名", "称号", "专业领域", "级别", "评选年份", "开始时间")
    assert ask("registers", "import", "talent", sheet(head, *rows), "--unit", DISTRICT)["new"] == 20
    assert ask("registers", "count", "talent", "--by", "level", "--unit", DISTRICT) == {"district": 20}
    listed = ask("members", "pool", "list", "--unit", DISTRICT, "--pool", "talent")["rows"]
    assert {row["name"] for row in listed} == set(who)
    ask("registers", "event", str(listed[0]["entry"]), "fair", "--date", "2024-09-10", "--set", "what=人才招聘会")
    span = ("--from", "2024-01-01", "--to", "2024-12-31")
    assert ask("registers", "happened", "talent", "fair", *span)["total"] == 1
    ask("units", "add", "--parent", STREET, "--kind", "工作站", "--name", "人才工作服务站")
    assert [row["name"] for row in ask("units", "list") if row["kind"] == "work_station"] == ["人才工作服务站"]


def test_a_case_stays_restricted(ask: Ask, call: Command, people: People, tmp_path: Path) -> None:
    """S120: 进一步规范不合格党员处置办法: steps, documents, a decision; in nothing that is handed out."""
    (who,) = people(第一网格党支部=1)
    given = ("--set", "ground=长期不参加组织生活", "--from", "2024-03-01", "--name", "处置案卷甲")
    case = str(ask("registers", "add", "discipline_case", "--member", who, *given)["id"])
    for day, what in (("2024-03-10", "支部大会讨论"), ("2024-04-01", "上级党委审批")):
        paper = ("--set", f"what={what}", "--set", "document=某组〔2024〕3号")
        ask("registers", "event", case, "step", "--date", day, *paper)
    ask("registers", "edit", case, "--set", "decision=限期改正", "--set", "correct_until=2024-10-01")
    shown = ask("registers", "show", case)
    assert [event["facts"]["what"] for event in shown["events"]] == ["上级党委审批", "支部大会讨论"]
    assert shown["entry"]["facts"]["decision"] == "correction"
    assert [row["day"] for row in ask("registers", "due", "--register", "discipline_case", "--on", "2024-09-20")] == [
        "2024-10-01"
    ]
    assert ask("registers", "due", "--on", "2024-09-20") == []
    assert ask("members", "dossier", who)["entries"] == []
    path = tmp_path / "out.pdf"
    ask("print", "dossier", who, "-o", str(path))
    assert "处置" not in text_of(path)
    assert "长期不参加" not in text_of(path)
    listed = ("export", "registers", "--register", "discipline_case", "--unit", DISTRICT, "-o", str(tmp_path / "x.csv"))
    sentence(call(*listed))
    assert not (tmp_path / "x.csv").exists()


def test_floating_members_are_looked_after(ask: Ask, people: People) -> None:
    """S130: 不流失、不掉队、不缺失、不落伍: who is away and who is here, last contact, overdue, study material."""
    away, friend = people(第一网格党支部=2)
    out = ask("members", "floating", "begin", away, "--place", "苏州", "--since", "2024-03-01", "--follow-up", friend)
    here = ("--direction", "in", "--name", "何浩民", "--unit", "第二网格党支部", "--place", "信阳")
    ask("members", "floating", "begin", *here, "--since", "2024-06-01")
    listed = ask("members", "floating", "list", "--unit", DISTRICT, "--on", "2024-07-15")
    assert {(row["name"], row["direction"], row["days_without"]) for row in listed} == {
        (away, "out", 136), ("何浩民", "in", 44),
    }  # fmt: skip
    overdue = ("members", "floating", "list", "--unit", DISTRICT, "--overdue", "--on", "2024-07-15")
    assert [(row["name"], row["follow_up_name"]) for row in ask(*overdue)] == [(away, friend)]
    entry = str(out["id"])
    ask("members", "floating", "contact", entry, "--on", "2024-07-10", "--way", "phone")
    ask("members", "floating", "material", entry, "--on", "2024-07-11", "--what", "学习材料第七期")
    assert ask(*overdue) == []
    (row,) = ask("members", "floating", "list", "--unit", DISTRICT, "--direction", "out", "--on", "2024-07-15")
    assert (row["last_contact"], row["contacts"], row["materials"]) == ("2024-07-10", 1, 1)
    log = ask("members", "floating", "log", entry)
    assert [(line["kind"], line["day"]) for line in log] == [("material", "2024-07-11"), ("contact", "2024-07-10")]


def test_elections_of_the_two_committees(ask: Ask, call: Command, people: People, tmp_path: Path) -> None:
    """S152: 圆满完成村(社区)“两委”换届选举工作: terms, results, what falls due next."""
    who = people(石咀村党总支=3)
    term = ask("terms", "add", "--unit", VILLAGE, "--from", "2021-01-10")
    assert [row["unit_name"] for row in ask("terms", "list", "--due", "--on", "2025-08-01")] == ["石咀村党总支"]
    path = tmp_path / "换届.pdf"
    ask("print", "elections", "--unit", DISTRICT, "--on", "2025-08-01", "-o", str(path))
    assert "石咀村党总支" in text_of(path)
    results = [
        f"{post}={name}:{votes}"
        for post, name, votes in zip(("书记", "副书记", "委员"), who, (40, 38, 36), strict=True)
    ]
    given = [word for result in results for word in ("--result", result)]
    ask("terms", "elect", "--unit", VILLAGE, "--on", "2026-01-08", "--expected", "45", "--present", "42", *given)
    old, new = sorted(
        ask("terms", "list", "--unit", VILLAGE, "--ended", "--on", "2026-02-01"), key=lambda row: row["id"]
    )
    assert (old["id"], old["ended"], new["start"], new["due"]) == (term["id"], "2026-01-08", "2026-01-08", "2031-01-08")
    assert [(each["post"], each["votes"]) for each in new["election"]["results"]] == [
        ("secretary", 40), ("deputy_secretary", 38), ("committee_member", 36),
    ]  # fmt: skip
    assert [row["name"] for row in ask("posts", "list", "--unit", VILLAGE, "--on", "2026-02-01")] == who
    assert f"书记 {who[0]} 40" in call("terms", "list", "--on", "2026-02-01").out.replace("\n", "")
    assert ask("terms", "list", "--due", "--on", "2026-02-01") == []
    ask("terms", "correct", str(new["id"]), "--expected", "45", "--present", "42", *given[:-1], f"委员={who[2]}:37")
    ask("print", "election-results", "--term", str(new["id"]), "-o", str(path))
    for word in ("石咀村党总支换届选举结果表", who[2], "37", "93.3%"):
        assert word in text_of(path)
    ask("print", "election-results", "--unit", DISTRICT, "--from", "2026-01-01", "--to", "2026-02-01", "-o", str(path))
    assert "完成换届选举的党组织1个，选出班子成员3名" in text_of(path)
    assert call("print", "election-results", "-o", str(path)).code == 2


def test_from_registration_to_feedback(ask: Ask, call: Command, people: People, tmp_path: Path) -> None:
    """S108: 在职党员到居住地社区亮明身份、认领岗位: register, receipt, claimed post, hours, the year's feedback."""
    (own,) = people(第一网格党支部=1)
    given = ("--name", "韩雪", "--work-unit", "某某学校", "--skill", "急救", "--time", "周六上午", "--on", "2024-03-01")
    done = ask("registrations", "add", "--unit", EAST, *given)
    ask("registrations", "add", "--unit", WEST, "--member", own, "--on", "2024-03-02")
    ask("registrations", "edit", str(done["id"]), "--post", "楼道安全员")
    path = tmp_path / "卡.pdf"
    ask("print", "registration", str(done["id"]), "-o", str(path))
    for word in (done["receipt"], "某某学校", "急救", "楼道安全员", "回执"):
        assert word in text_of(path)
    ask(
        "services", "add", "--unit", EAST, "--category", "环境整治", "--date", "2024-05-10", "--hours", "2.5",
        "--member", "韩雪", "--summary", "清理楼道",
    )  # fmt: skip
    found = ask("figures", "--unit", DISTRICT, "--month", "2024-05")["figures"]
    assert (found["members"], found["registered_members"], found["people"]) == (1, 2, 2)  # everybody once
    year = ("--unit", EAST, "--from", "2024-01", "--to", "2024-12")
    run = ask("registrations", "feedback", *year, "--certifier", "王主任", "--on", "2024-12-20")
    assert [(slip["name"], slip["work_unit"], slip["hours"]) for slip in run["slips"]] == [("韩雪", "某某学校", 2.5)]
    (row,) = ask("registrations", "issued", "--unit", DISTRICT)
    assert (row["number"], row["first"], row["last"], row["day"], row["people"]) == (
        run["number"], "2024-01", "2024-12", "2024-12-20", 1,
    )  # fmt: skip
    assert ask("registrations", "feedback", "--run", row["number"]) == run
    ask("print", "feedback", "--run", row["number"], "-o", str(path))
    assert row["number"] in text_of(path)
    sentence(call("print", "feedback", "--run", "FK2020-00001", "-o", str(path)))
    assert call("registrations", "feedback", "--unit", EAST).code == 2
