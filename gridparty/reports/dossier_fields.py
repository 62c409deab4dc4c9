"""What of a person's file can be ticked to be printed (S027, S100). Needs no paper library.

The facts stand in the form at the head, in this order; the sections follow it.
"""

FACTS: dict[str, str] = {
    "gender": "性别",
    "ethnicity": "民族",
    "birth_date": "出生日期",
    "native_place": "籍贯",
    "education": "学历",
    "degree": "学位",
    "id_number": "身份证号",
    "code": "党员编号",
    "stage": "人员类别",
    "standing": "党籍状态",
    "join_date": "入党日期",
    "full_date": "转正日期",
    "standing_years": "党龄",
    "political_birthday": "政治生日",
    "occupation": "职业",
    "phone": "手机",
    "landline": "固定电话",
    "work_unit": "工作单位",
    "address": "家庭住址",
    "remark": "备注",
}
WIDE = frozenset({"work_unit", "address", "remark"})  # a row each

SECTIONS: dict[str, str] = {
    "belongings": "组织关系",
    "posts": "党内职务",
    "transfers": "组织关系转接",
    "years": "参加组织生活情况",
    "meetings": "参加活动明细",
    "services": "志愿服务明细",
    "groups": "所在队伍、小组",
    "awards": "表彰奖励",
    "entries": "其他登记",
    "duties": "岗位职责",
    "results": "工作实绩",
}
FIELDS: dict[str, str] = FACTS | SECTIONS
USUAL = frozenset(FIELDS) - {"id_number", "landline", "address", "transfers", "entries"}  # ticked at first
